package io.fairfall.conductor.settlement;

import io.fairfall.crash.GameEvents;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.Round;
import io.fairfall.crash.RoundEvent.Crashed;
import io.fairfall.crash.RoundEvent.Voided;
import io.fairfall.crash.bets.DueSettlements;
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.platform.Log;
import io.fairfall.platform.StreamBatch;
import io.fairfall.treasury.SettlerCursor;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the stream of events brings: rounds that have ended, and bets that were told late. Both lead
 * to the same question, who is due now; an old end is left to the {@link SettlementReconciler}.
 */
public final class RoundEndedHandler {
  private final SettlerCursor cursor;
  private final GameJournal game;
  private final Journals events;
  private final Settlement settlement;
  private final HousePostings postings;
  private final InstantSource clock;

  public RoundEndedHandler(
      SettlerCursor cursor,
      GameJournal game,
      Journals events,
      Settlement settlement,
      HousePostings postings,
      InstantSource clock) {
    this.cursor = cursor;
    this.game = game;
    this.events = events;
    this.settlement = settlement;
    this.postings = postings;
    this.clock = clock;
  }

  /** What a batch says about one round, and its first record. */
  private record Found(int index, List<PublicBetEvent> facts, boolean hasEnded) {
    boolean tellsNews() {
      return hasEnded || !facts.isEmpty();
    }
  }

  /** Settles who is due; the first record that must be delivered again, if any. */
  public OptionalInt follow(List<StreamBatch.Item> items) {
    Map<Long, Found> rounds = new TreeMap<>();
    for (StreamBatch.Item item : items) {
      rounds.merge(
          roundId(item.entry()),
          found(item),
          (first, more) -> {
            List<PublicBetEvent> facts = new ArrayList<>(first.facts());
            facts.addAll(more.facts());
            return new Found(first.index(), facts, first.hasEnded() || more.hasEnded());
          });
    }
    OptionalInt failed = OptionalInt.empty();
    for (Map.Entry<Long, Found> round : rounds.entrySet()) {
      try {
        settle(round.getKey(), round.getValue());
      } catch (RuntimeException failure) {
        Log.failure("round_not_settled", failure, Map.of("round", round.getKey()));
        failed = StreamBatch.earlier(failed, OptionalInt.of(round.getValue().index()));
      }
    }
    return failed;
  }

  private void settle(long roundId, Found found) {
    Optional<Round> round = game.round(roundId).filter(Round::isOver);
    if (round.isEmpty()) {
      return;
    }
    long now = clock.millis();
    boolean isFresh = now < DueSettlements.everyoneAtMs(round.get());
    List<PublicBetEvent> facts =
        found.hasEnded() && isFresh ? RoundFacts.all(events, roundId) : found.facts();
    // the accounts that fail are tried again every minute: a batch is not held up by one of them
    Set<String> failed =
        settlement.settle(DueSettlements.players(round.get(), facts, now), () -> false);
    if (!cursor.keepFailed(failed, Set.of())) {
      cursor.setBack(roundId);
    }
    if (!isFresh && found.tellsNews()) {
      postings.postTold(round.get());
    }
  }

  private static Found found(StreamBatch.Item item) {
    Entry entry = item.entry();
    boolean isFacts = RoundFacts.roundOf(entry.journal()).isPresent();
    return new Found(
        item.index(),
        isFacts ? RoundFacts.read(entry) : List.of(),
        entry.journal().equals(GameJournal.NAME) && isEnd(entry));
  }

  private static boolean isEnd(Entry entry) {
    return entry.type().equals(Crashed.TYPE) || entry.type().equals(Voided.TYPE);
  }

  private static long roundId(Entry entry) {
    OptionalLong ofFacts = RoundFacts.roundOf(entry.journal());
    return ofFacts.isPresent() ? ofFacts.getAsLong() : GameEvents.roundId(entry);
  }
}
