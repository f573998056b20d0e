package io.fairfall.conductor.settlement;

import io.fairfall.crash.GameJournal;
import io.fairfall.crash.Round;
import io.fairfall.crash.bets.DueSettlements;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.Journals;
import io.fairfall.platform.Log;
import io.fairfall.treasury.SettlerCursor;
import io.fairfall.treasury.SettlerCursor.Position;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The minute's look at what is left: every round that ended a minute ago or more, and every account
 * that could not be settled before. It needs no stream: what the stream lost is found here.
 *
 * <p>However many accounts fail, and however long each takes to do so, no other waits for them.
 * What failed before has its slice of a look, and rounds that nobody has looked at have theirs. The
 * cursor passes a round only if every account that failed in it waits beside it; where there is no
 * room for all of them, or nobody can read who bet, it stays there, and the rounds behind are
 * looked at all the same.
 */
public final class SettlementReconciler {
  private static final long TICK_MS = 60_000;
  private static final int SLOTS_OF_A_ROUND = Round.LAST_SLOT + 1;

  /** Accounts that are tried again before the clock is looked at. */
  private static final int TRIED_TOGETHER = 64;

  private final SettlerCursor cursor;
  private final GameJournal game;
  private final Journals events;
  private final Settlement settlement;
  private final InstantSource clock;
  private final Slice slice;

  /**
   * What one look does.
   *
   * @param retries the most accounts of those that wait beside the cursor
   * @param retryMs and the longest time for them
   * @param rounds the most rounds that are new, from the cursor on where it stays, and behind it
   * @param sweepMs and the longest time for each of the three
   */
  public record Slice(int retries, long retryMs, int rounds, long sweepMs) {
    /** Together well below the function's minute, beside the look at postings. */
    public static final Slice PRODUCTION = new Slice(1_000, 8_000, 200, 7_000);
  }

  public SettlementReconciler(
      SettlerCursor cursor,
      GameJournal game,
      Journals events,
      Settlement settlement,
      InstantSource clock,
      Slice slice) {
    this.cursor = cursor;
    this.game = game;
    this.events = events;
    this.settlement = settlement;
    this.clock = clock;
    this.slice = slice;
  }

  /** What a sweep came to: rounds below the one were looked at, and below the other are done. */
  private record Swept(long next, long passed) {}

  /** Looks once. */
  public void run() {
    tryAgain(cursor.read().failed());
    Position position = cursor.read();
    if (position.isBehind()) {
      pass(position, sweep(position, position.nextRoundId(), position.newRoundId()));
      position = cursor.read();
    }
    if (position.isBehind()) {
      Log.warn(
          "settler_stays",
          Map.of("round", position.nextRoundId(), "waiting", position.failed().size()));
      sweep(position, turn(position), position.newRoundId());
    }
    pass(position, sweep(position, position.newRoundId(), Long.MAX_VALUE));
  }

  /** Some of what failed; each look begins somewhere else, so that every one has its turn. */
  private void tryAgain(Set<String> failed) {
    List<String> players = rotated(failed, slice.retries());
    BooleanSupplier isOver = overIn(slice.retryMs());
    int most = Math.min(slice.retries(), players.size());
    for (int from = 0; from < most && !isOver.getAsBoolean(); from += TRIED_TOGETHER) {
      List<String> some = players.subList(from, Math.min(most, from + TRIED_TOGETHER));
      Set<String> settled = new HashSet<>(some);
      settled.removeAll(settlement.settle(some, isOver));
      // at once: what has been done is not done again by a look that goes on after a stop
      cursor.removeFailed(settled);
    }
  }

  /**
   * Settles rounds from one on. Accounts that fail are put beside the cursor as long as it is to
   * pass their round.
   *
   * @param until the round at which to stop
   */
  private Swept sweep(Position position, long from, long until) {
    BooleanSupplier isOver = overIn(slice.sweepMs());
    boolean passes = from == position.nextRoundId();
    long next = from;
    long passed = position.nextRoundId();
    for (int i = 0; i < slice.rounds() && next < until && !isOver.getAsBoolean(); i++) {
      Optional<Round> round = game.round(next).filter(this::isDue);
      if (round.isEmpty()) {
        break;
      }
      Optional<Set<String>> failed = settle(round.get(), isOver);
      passes = passes && failed.isPresent() && cursor.keepFailed(failed.get(), position.failed());
      next = round.get().version() + 1;
      passed = passes ? next : passed;
    }
    return new Swept(next, passed);
  }

  /** Who could not be settled; empty if nobody knows, since the round's facts cannot be read. */
  private Optional<Set<String>> settle(Round round, BooleanSupplier isOver) {
    try {
      Set<String> players =
          DueSettlements.players(round, RoundFacts.all(events, round.id()), clock.millis());
      return Optional.of(settlement.settle(rotated(players, TRIED_TOGETHER), isOver));
    } catch (RuntimeException failure) {
      Log.failure("round_not_settled", failure, Map.of("round", round.id()));
      return Optional.empty();
    }
  }

  private void pass(Position position, Swept swept) {
    boolean isPassed =
        swept.passed() > position.nextRoundId()
            && cursor.advanceWhileThereIsRoom(position.nextRoundId(), swept.passed());
    boolean isWhole = isPassed && swept.passed() == swept.next();
    if (!isWhole && swept.next() > position.newRoundId()) {
      cursor.reach(swept.next());
    }
  }

  /** Where the rounds behind the cursor are looked at this time. */
  private long turn(Position position) {
    long slots = position.newRoundId() - position.nextRoundId();
    long looks = clock.millis() / TICK_MS;
    long slot =
        position.nextRoundId() + Math.floorMod(looks * slice.rounds() * SLOTS_OF_A_ROUND, slots);
    return game.recent(slot + 1, 1).stream()
        .mapToLong(Round::id)
        .findFirst()
        .orElse(position.nextRoundId());
  }

  private List<String> rotated(Collection<String> players, int atOnce) {
    List<String> rotated = new ArrayList<>(players.stream().sorted().toList());
    if (!rotated.isEmpty()) {
      long looks = clock.millis() / TICK_MS;
      Collections.rotate(rotated, -Math.floorMod(looks * atOnce, rotated.size()));
    }
    return rotated;
  }

  private BooleanSupplier overIn(long ms) {
    long endMs = clock.millis() + ms;
    return () -> clock.millis() >= endMs;
  }

  private boolean isDue(Round round) {
    return round.isOver() && clock.millis() >= DueSettlements.everyoneAtMs(round);
  }
}
