package io.fairfall.crashapi;

import io.fairfall.http.CommonCode;
import io.fairfall.http.Problem;
import io.fairfall.journal.CoordinationItem;
import io.fairfall.platform.RequestRate;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * How much of their own history players may have read, over all instances.
 *
 * <p>A player's entries are in one partition of the store, which serves so many reads a second. A
 * player who has all of it read again and again would make the store refuse their own cashout, and
 * a cashout that the store refused comes with a signed stamp. So what reads many entries is
 * counted, in a table of its own: {@value #MAX_ENTRIES} entries in {@value #WINDOW_MS} ms.
 */
final class HistoryRate {
  static final long WINDOW_MS = 10_000;

  /** At half a read unit for each 4 KB: about 1,000 read units at most, of a partition's 3,000. */
  static final int MAX_ENTRIES = 4_000;

  private final RequestRate rate;

  /**
   * @param items the work item of a key
   */
  HistoryRate(Function<String, CoordinationItem> items, InstantSource clock) {
    this.rate =
        new RequestRate(items, new RequestRate.Budget("rate:", MAX_ENTRIES, WINDOW_MS), clock);
  }

  /**
   * Counts what a request is going to read.
   *
   * @param entries how many at most
   * @throws io.fairfall.http.ProblemException {@code RATE_LIMITED} if the player has to wait
   */
  void take(String player, int entries) {
    if (!rate.admits(player, entries)) {
      throw Problem.of(
              CommonCode.RATE_LIMITED,
              "You have had a lot of your history read: ask again in ten seconds.")
          .refusal();
    }
  }
}
