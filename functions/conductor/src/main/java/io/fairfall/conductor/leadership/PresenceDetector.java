package io.fairfall.conductor.leadership;

import io.fairfall.journal.ItemPages;
import io.fairfall.journal.StoreUnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Whether anybody would see a round: over a socket, or by asking for the current round. */
public final class PresenceDetector {
  /** A poll counts for this long. */
  public static final long PRESENCE_MS = 60_000;

  private static final int PAGE_ITEMS = 25;
  private static final int MAX_PAGES = 20;

  /** How many parts the game's followers are in; without the item there is one. */
  private static final Map<String, AttributeValue> SHARDS =
      Map.of(
          "pk", AttributeValue.fromS("shards:game"),
          "sk", AttributeValue.fromS("shards"));

  private static final String CHANNEL = "channel:game#";

  private final DynamoDbClient dynamo;
  private final String connectionsTable;
  private final String workTable;

  public PresenceDetector(DynamoDbClient dynamo, String connectionsTable, String workTable) {
    this.dynamo = dynamo;
    this.connectionsTable = connectionsTable;
    this.workTable = workTable;
  }

  /** Reads consistently: whoever had written that they watch when this was asked is seen. */
  public boolean anybody(long nowMs) {
    try {
      return isSubscribed(nowMs) || isPresent(nowMs);
    } catch (SdkException failure) {
      throw new StoreUnavailableException("watchers cannot be counted", failure);
    }
  }

  private boolean isSubscribed(long nowMs) {
    int shards = shards();
    for (int shard = 0; shard < shards; shard++) {
      if (isSubscribed(CHANNEL + shard, nowMs)) {
        return true;
      }
    }
    return false;
  }

  private int shards() {
    AttributeValue count =
        dynamo
            .getItem(get -> get.tableName(connectionsTable).key(SHARDS).consistentRead(true))
            .item()
            .get("shardCount");
    return count == null ? 1 : Integer.parseInt(count.n());
  }

  private boolean isSubscribed(String channel, long nowMs) {
    QueryRequest query =
        QueryRequest.builder()
            .tableName(connectionsTable)
            .keyConditionExpression("pk = :channel")
            .expressionAttributeValues(Map.of(":channel", AttributeValue.fromS(channel)))
            .limit(PAGE_ITEMS)
            .consistentRead(true)
            .build();
    AtomicBoolean found = new AtomicBoolean();
    boolean isWhole =
        ItemPages.each(
            dynamo,
            query,
            MAX_PAGES,
            page -> {
              found.set(page.items().stream().anyMatch(item -> isLive(item, nowMs)));
              return !found.get();
            });
    // so many connections that have expired, and none that TTL has removed: rather play than rest
    return found.get() || !isWhole;
  }

  private boolean isPresent(long nowMs) {
    AttributeValue seenAt =
        dynamo
            .getItem(
                get ->
                    get.tableName(workTable)
                        .key(Map.of("pk", AttributeValue.fromS("presence")))
                        .consistentRead(true))
            .item()
            .get("seenAt");
    return seenAt != null && nowMs - Long.parseLong(seenAt.n()) < PRESENCE_MS;
  }

  /** TTL removes what has expired within days; until then it is still there. */
  private static boolean isLive(Map<String, AttributeValue> connection, long nowMs) {
    AttributeValue expiresAt = connection.get("expiresAt");
    return expiresAt == null
        || Duration.ofSeconds(Long.parseLong(expiresAt.n())).toMillis() > nowMs;
  }
}
