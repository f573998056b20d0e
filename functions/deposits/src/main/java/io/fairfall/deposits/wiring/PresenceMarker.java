package io.fairfall.deposits.wiring;

import static io.fairfall.journal.CoordinationItem.number;

import io.fairfall.journal.CoordinationItem;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Notes that somebody has opened the page of deposits, so that the indexer looks at the chain now
 * and goes on looking for a while, and not only once a minute. All visitors of some seconds are
 * noted, and wake the indexer, once.
 */
public final class PresenceMarker {
  static final String KEY = "visitors:indexer";

  /** How long a visit counts: a transaction has its first block by then. */
  public static final long COUNTS_MS = 180_000;

  private static final long NOTED_EVERY_MS = 10_000;

  private final CoordinationItem item;
  private long notedAtMs;

  public PresenceMarker(DynamoDbClient dynamo, String workTable) {
    this.item = new CoordinationItem(dynamo, workTable, KEY);
  }

  /** Somebody came. Whether the indexer is to be woken for it. */
  public synchronized boolean came(long nowMs) {
    if (nowMs - notedAtMs < NOTED_EVERY_MS) {
      return false;
    }
    notedAtMs = nowMs;
    return item.change(
            "SET seenAt = :now",
            "attribute_not_exists(seenAt) OR seenAt <= :before",
            Map.of(":now", number(nowMs), ":before", number(nowMs - NOTED_EVERY_MS)))
        .isPresent();
  }

  /** Whether somebody came lately. */
  public boolean areThere(long nowMs) {
    return nowMs - number(item.read(), "seenAt") < COUNTS_MS;
  }
}
