package io.fairfall.realtime;

import io.fairfall.realtime.channels.Topic;
import io.fairfall.realtime.subscriptions.Shard;
import io.fairfall.realtime.subscriptions.Shards;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * The table of connections with a given crowd: it takes its time, and counts what it would cost.
 */
final class ModelledTable implements DynamoDbClient {
  private static final int MS_PER_CALL = 4;
  private static final int MS_PER_THOUSAND_ITEMS = 12;

  /** Keys, names and the expiry of a subscription. */
  private static final int ITEM_BYTES = 75;

  private static final int READ_UNIT_BYTES = 4_096;

  private final Map<String, List<Map<String, AttributeValue>>> partitions = new HashMap<>();
  private final Map<String, Map<String, AttributeValue>> items = new ConcurrentHashMap<>();
  private final LongAdder readUnits = new LongAdder();
  private final ModelledTime time;

  ModelledTable(ModelledTime time, Topic topic, int connections) {
    this.time = time;
    int shards = Math.max(1, Math.ceilDiv(connections, Shards.FULL));
    for (int i = 0; i < connections; i++) {
      partitions
          .computeIfAbsent(new Shard(topic, i % shards).partition(), key -> new ArrayList<>())
          .add(Map.of("sk", AttributeValue.fromS("c" + i)));
    }
    items.put(
        "shards:" + topic.name(),
        Map.of(
            "shardCount", AttributeValue.fromN(Integer.toString(shards)),
            "newcomersTo", AttributeValue.fromN("0")));
  }

  long readUnits() {
    return readUnits.sum();
  }

  @Override
  public QueryResponse query(QueryRequest query) {
    String partition =
        Objects.requireNonNull(query.expressionAttributeValues().get(":partition"), "a shard").s();
    List<Map<String, AttributeValue>> found = partitions.getOrDefault(partition, List.of());
    time.sleep(MS_PER_CALL + found.size() * MS_PER_THOUSAND_ITEMS / 1_000);
    readUnits.add(Math.ceilDiv(found.size() * ITEM_BYTES, READ_UNIT_BYTES));
    return QueryResponse.builder().items(found).count(found.size()).build();
  }

  @Override
  public GetItemResponse getItem(GetItemRequest get) {
    time.sleep(MS_PER_CALL);
    readUnits.increment();
    String key = Objects.requireNonNull(get.key().get("pk"), "a key").s();
    return GetItemResponse.builder().item(items.getOrDefault(key, Map.of())).build();
  }

  @Override
  public PutItemResponse putItem(PutItemRequest put) {
    time.sleep(MS_PER_CALL);
    return PutItemResponse.builder().build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
