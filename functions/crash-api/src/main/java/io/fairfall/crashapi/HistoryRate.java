package io.fairfall.crashapi;

import io.fairfall.http.CommonCode;
import io.fairfall.http.Problem;
import io.fairfall.http.ProblemException;
import io.fairfall.journal.CoordinationItem;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.platform.Log;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

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

  private static final String KEY = "rate:";

  private final Function<String, CoordinationItem> items;
  private final InstantSource clock;

  /**
   * @param items the work item of a key
   */
  HistoryRate(Function<String, CoordinationItem> items, InstantSource clock) {
    this.items = items;
    this.clock = clock;
  }

  /**
   * Counts what a request is going to read. Where the count itself is not answered the request goes
   * on: it is a bound, and no promise.
   *
   * @param entries how many at most
   * @throws ProblemException {@code RATE_LIMITED} if the player has to wait
   */
  void take(String player, int entries) {
    try {
      if (!isTaken(items.apply(KEY + player), entries)) {
        throw Problem.of(
                CommonCode.RATE_LIMITED,
                "You have had a lot of your history read: ask again in ten seconds.")
            .refusal();
      }
    } catch (StoreUnavailableException unanswered) {
      Log.failure("history_rate_not_counted", unanswered, Map.of("player", player));
    }
  }

  private boolean isTaken(CoordinationItem item, int entries) {
    long window = clock.millis() / WINDOW_MS;
    Map<String, AttributeValue> values =
        Map.of(
            ":window", CoordinationItem.number(window),
            ":entries", CoordinationItem.number(entries),
            ":rest", CoordinationItem.number(MAX_ENTRIES - entries));
    return item.change(
                "SET #taken = #taken + :entries", "#window = :window AND #taken <= :rest", values)
            .isPresent()
        || item.change(
                "SET #window = :window, #taken = :entries",
                "attribute_not_exists(#window) OR #window < :window",
                values)
            .isPresent();
  }
}
