package io.fairfall.load;

import io.fairfall.money.Wei;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bet that somebody wants to place.
 *
 * @param key the {@code Idempotency-Key}
 * @param autoCashout hundredths, or null
 * @param expectedVersion the only account version it may be decided on, or null
 */
public record Order(
    String key,
    String roundId,
    int seat,
    Wei stake,
    @Nullable Long autoCashout,
    @Nullable Long expectedVersion) {

  /** The same key for another stake: what a broken client would send. */
  public Order withStake(Wei other) {
    return new Order(key, roundId, seat, other, autoCashout, expectedVersion);
  }

  public String json() {
    return Tree.write(members());
  }

  public String socketMessage(String requestId, int attempt) {
    Map<String, Object> message = members();
    message.put("action", "bet");
    message.put("requestId", requestId);
    message.put("key", key);
    message.put("attempt", attempt);
    return Tree.write(message);
  }

  private Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("roundId", roundId);
    members.put("seat", seat);
    members.put("stake", stake.toString());
    if (autoCashout != null) {
      members.put("autoCashout", autoCashout);
    }
    if (expectedVersion != null) {
      members.put("expectedVersion", expectedVersion);
    }
    return members;
  }
}
