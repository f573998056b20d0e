package io.fairfall.platform;

import io.fairfall.journal.CoordinationItem;
import io.fairfall.journal.StoreUnavailableException;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How much each player may ask for, over all instances: so many units in a window of time, after
 * which they wait until the next window begins. Nobody else waits: each player has a count of their
 * own, in a table that holds nothing else of theirs. Where clocks are not alike, the window that
 * began last is the one that counts.
 */
public final class RequestRate {
  private final Function<String, CoordinationItem> items;
  private final Budget budget;
  private final InstantSource clock;

  /**
   * What a player has.
   *
   * @param key what the keys of the counts begin with
   * @param units in a window
   * @param windowMs the window's length in milliseconds; windows begin at multiples of it
   */
  public record Budget(String key, long units, long windowMs) {}

  /**
   * @param items the work item of a key
   */
  public RequestRate(Function<String, CoordinationItem> items, Budget budget, InstantSource clock) {
    this.items = items;
    this.budget = budget;
    this.clock = clock;
  }

  /**
   * Counts what a request is going to cost. Where the count itself is not answered the request goes
   * on: it is a bound, and no promise.
   *
   * @param units 1 to the budget's
   * @return whether the player has so many left; if not, nothing is counted
   */
  public boolean admits(String player, long units) {
    try {
      return isTaken(items.apply(budget.key() + player), units);
    } catch (StoreUnavailableException unanswered) {
      Log.failure("rate_not_counted", unanswered, Map.of("rate", budget.key(), "player", player));
      return true;
    }
  }

  private boolean isTaken(CoordinationItem item, long units) {
    long window = clock.millis() / budget.windowMs();
    Map<String, AttributeValue> values =
        Map.of(
            ":window", CoordinationItem.number(window),
            ":units", CoordinationItem.number(units),
            ":rest", CoordinationItem.number(budget.units() - units));
    // whoever finds a window that began later, or meanwhile, counts in that one
    return isAdded(item, values)
        || item.change(
                "SET #window = :window, #taken = :units",
                "attribute_not_exists(#window) OR #window < :window",
                values)
            .isPresent()
        || isAdded(item, values);
  }

  private static boolean isAdded(CoordinationItem item, Map<String, AttributeValue> values) {
    return item.change(
            "SET #taken = #taken + :units", "#window >= :window AND #taken <= :rest", values)
        .isPresent();
  }
}
