package io.fairfall.conductor.settlement;

import io.fairfall.conductor.settlement.HousePostings.State;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.Round;
import io.fairfall.crash.bets.DueSettlements;
import io.fairfall.platform.Log;
import io.fairfall.platform.Metrics;
import io.fairfall.treasury.SettlerCursor;
import io.fairfall.treasury.UnpostedRounds;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The minute's look at rounds that are to be posted to the house's books: the ones that nobody bet
 * late on, and the ones that the stream lost.
 *
 * <p>However many are behind, each look works off a slice. What failed before has its own, so that
 * neither keeps the other from its turn. The cursor never passes a round that is not posted whole
 * unless that waits beside it; where no more can wait, it stays, and the rounds behind are looked
 * at all the same.
 */
public final class PostingReconciler {
  /** How far behind the oldest round is that should be posted whole, in seconds. */
  public static final String METRIC = "HousePostingsBehind";

  private static final long MS_PER_SECOND = 1_000;
  private static final long TICK_MS = 60_000;

  private final SettlerCursor cursor;
  private final GameJournal game;
  private final HousePostings postings;
  private final Metrics metrics;
  private final InstantSource clock;
  private final Slice slice;

  /**
   * What one look does.
   *
   * @param rounds the most rounds from the cursor on
   * @param sweepMs and the longest time for them
   * @param retries the most rounds of those that wait beside it
   * @param retryMs and the longest time for them
   */
  public record Slice(int rounds, long sweepMs, int retries, long retryMs) {
    /** Together well below the function's minute, beside the look at accounts. */
    public static final Slice PRODUCTION = new Slice(1_000, 12_000, 500, 8_000);
  }

  public PostingReconciler(
      SettlerCursor cursor,
      GameJournal game,
      HousePostings postings,
      Metrics metrics,
      InstantSource clock,
      Slice slice) {
    this.cursor = cursor;
    this.game = game;
    this.postings = postings;
    this.metrics = metrics;
    this.clock = clock;
    this.slice = slice;
  }

  public void run() {
    tryAgain(cursor.read().failed());
    sweep(cursor.read());
    tellHowFarBehind();
    postings.checkBooks();
  }

  /**
   * Looks at some of what failed; each look begins somewhere else, so that every one has its turn.
   */
  private void tryAgain(Set<String> failed) {
    if (failed.isEmpty()) {
      return;
    }
    long startedAtMs = clock.millis();
    List<Long> rounds = new ArrayList<>(failed.stream().map(Long::valueOf).sorted().toList());
    long looks = startedAtMs / TICK_MS;
    Collections.rotate(rounds, -Math.floorMod(looks * slice.retries(), rounds.size()));
    for (long id : rounds.subList(0, Math.min(slice.retries(), rounds.size()))) {
      if (clock.millis() - startedAtMs >= slice.retryMs()) {
        return;
      }
      Optional<Round> round = game.round(id);
      if (round.isPresent() && postings.post(round.get()) == State.WHOLE) {
        // at once: what has been done is not done again by a look that goes on after a stop
        cursor.removeFailed(Set.of(Long.toString(id)));
      }
    }
  }

  /** Looks at rounds from the cursor on, and moves it behind those that need no further look. */
  private void sweep(SettlerCursor.Position position) {
    long startedAtMs = clock.millis();
    long next = position.nextRoundId();
    long passed = next;
    int waiting = position.failed().size();
    boolean isBlocked = false;
    for (int i = 0; i < slice.rounds() && clock.millis() - startedAtMs < slice.sweepMs(); i++) {
      Optional<Round> round = game.round(next).filter(this::isSettled);
      State state = round.map(postings::post).orElse(State.EARLY);
      if (round.isEmpty() || state == State.EARLY) {
        break;
      }
      next = round.get().version() + 1;
      if (state != State.WHOLE && !position.failed().contains(Long.toString(round.get().id()))) {
        isBlocked = isBlocked || waiting >= cursor.maxFailed();
        if (!isBlocked) {
          cursor.keep(round.get().id());
          waiting++;
        }
      }
      passed = isBlocked ? passed : next;
    }
    if (isBlocked) {
      Log.warn("postings_stay", Map.of("round", passed));
    }
    if (passed > position.nextRoundId()) {
      cursor.advanceWhileThereIsRoom(position.nextRoundId(), passed);
    }
  }

  private void tellHowFarBehind() {
    UnpostedRounds unposted = cursor.unposted();
    long oldest =
        unposted.before().stream().mapToLong(Long::longValue).min().orElse(unposted.from());
    long behindMs =
        game.round(oldest)
            .filter(Round::isOver)
            .map(
                round ->
                    clock.millis()
                        - DueSettlements.everyoneAtMs(round)
                        - HousePostings.ANYWAY_AFTER_MS)
            .orElse(0L);
    metrics.value(
        METRIC,
        "Seconds",
        Math.max(0, behindMs) / MS_PER_SECOND,
        Map.of(
            "round", Long.toString(oldest), "waiting", Integer.toString(unposted.before().size())));
  }

  private boolean isSettled(Round round) {
    return round.isOver() && clock.millis() >= DueSettlements.everyoneAtMs(round);
  }
}
