package io.fairfall.withdrawals.sending;

import static io.fairfall.journal.CoordinationItem.number;

import io.fairfall.journal.CoordinationItem;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The item {@code lease:withdrawals}: who sends. It keeps two senders from doing the same work;
 * that they do no harm rests on the journals' slots alone. Whoever takes the lease counts the fence
 * up, and who slept past the end of theirs learns so from the first renewal.
 */
public final class SenderLease {
  /** Its key in the work table. */
  public static final String KEY = "lease:withdrawals";

  /** How long a silent holder is believed in. */
  public static final long LEASE_MS = 20_000;

  private static final String FREE = "attribute_not_exists(leaseUntil) OR leaseUntil <= :now";
  private static final String MINE = "fence = :fence";

  private final CoordinationItem item;

  public SenderLease(DynamoDbClient dynamo, String workTable) {
    this(dynamo, workTable, KEY);
  }

  /** Another lease of the same kind, with a key of its own. */
  public SenderLease(DynamoDbClient dynamo, String workTable, String key) {
    this.item = new CoordinationItem(dynamo, workTable, key);
  }

  /** Takes a lease that nobody holds: its fence. Nothing if somebody does. */
  public Optional<Long> take(long nowMs) {
    return item.change(
            "SET fence = if_not_exists(fence, :zero) + :one, leaseUntil = :end",
            FREE,
            Map.of(
                ":zero", number(0),
                ":one", number(1),
                ":now", number(nowMs),
                ":end", number(nowMs + LEASE_MS)))
        .map(taken -> number(taken, "fence"));
  }

  /** Goes on holding. Whether the lease was still mine. */
  public boolean renew(long fence, long nowMs) {
    return until(fence, nowMs + LEASE_MS);
  }

  /** Gives the lease back. Whether it was still mine. */
  public boolean release(long fence, long nowMs) {
    return until(fence, nowMs);
  }

  private boolean until(long fence, long endMs) {
    Map<String, AttributeValue> values = Map.of(":fence", number(fence), ":end", number(endMs));
    return item.change("SET leaseUntil = :end", MINE, values).isPresent();
  }
}
