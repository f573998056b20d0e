package io.fairfall.conductor.settlement;

import io.fairfall.crash.GameJournal;
import io.fairfall.crash.Round;
import io.fairfall.crash.bets.DueSettlements;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.Journals;
import io.fairfall.platform.Log;
import io.fairfall.treasury.SettlerCursor;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The minute's look at what is left: every round that ended a minute ago or more, and every account
 * that could not be settled before. It needs no stream: what the stream lost is found here.
 */
public final class SettlementReconciler {
  private static final int MAX_ROUNDS = 200;
  private static final long MAX_SWEEP_MS = 30_000;

  private final SettlerCursor cursor;
  private final GameJournal game;
  private final Journals events;
  private final Settlement settlement;
  private final InstantSource clock;

  public SettlementReconciler(
      SettlerCursor cursor,
      GameJournal game,
      Journals events,
      Settlement settlement,
      InstantSource clock) {
    this.cursor = cursor;
    this.game = game;
    this.events = events;
    this.settlement = settlement;
    this.clock = clock;
  }

  public void run() {
    long startedAtMs = clock.millis();
    SettlerCursor.Position position = cursor.read();
    tryAgain(position.failed());
    long next = position.nextRoundId();
    Set<String> failed = new HashSet<>();
    for (int i = 0; i < MAX_ROUNDS && clock.millis() - startedAtMs < MAX_SWEEP_MS; i++) {
      Optional<Round> round = game.round(next).filter(this::isDue);
      if (round.isEmpty()) {
        break;
      }
      Set<String> players =
          DueSettlements.players(round.get(), RoundFacts.all(events, next), clock.millis());
      failed.addAll(settlement.settle(players));
      next = round.get().version() + 1;
    }
    if (position.failed().size() + failed.size() > SettlerCursor.MAX_FAILED) {
      Log.warn("settler_stays", Map.of("round", position.nextRoundId(), "failed", failed.size()));
      return;
    }
    if (next > position.nextRoundId()) {
      // in this order: an account that failed must not be forgotten between the two
      cursor.addFailed(failed);
      cursor.advance(position.nextRoundId(), next);
    }
  }

  private void tryAgain(Set<String> players) {
    Set<String> settled = new HashSet<>(players);
    settled.removeAll(settlement.settle(players));
    cursor.removeFailed(settled);
  }

  private boolean isDue(Round round) {
    return round.isOver() && clock.millis() >= DueSettlements.everyoneAtMs(round);
  }
}
