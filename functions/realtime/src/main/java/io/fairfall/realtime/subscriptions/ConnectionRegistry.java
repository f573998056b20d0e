package io.fairfall.realtime.subscriptions;

import io.fairfall.journal.ItemBatches;
import io.fairfall.journal.ItemPages;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.platform.Log;
import io.fairfall.realtime.channels.Topic;
import io.fairfall.realtime.channels.WeekTopics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Who is connected, and who follows what.
 *
 * <p>A connection is one item, {@code connection:<id>}; a subscription is one item in a shard of
 * its topic, {@code channel:<name>#<number>}, under the connection's id, so that the followers in a
 * shard are one consistent query; {@link Shards} tells which there are. The connection's item names
 * its topics and their shards <em>before</em> the subscriptions are written: whoever removes a
 * connection finds all of them. It stays in a shard that it has joined, however often it says
 * hello.
 *
 * <p>API Gateway says goodbye at best. What nobody removes expires by itself a little after the
 * longest life of a socket, and expired items are not believed on any read.
 */
public final class ConnectionRegistry {
  /** API Gateway ends a socket after two hours; ten minutes are for its clock and ours. */
  static final long MAX_LIFE_SECONDS = Duration.ofMinutes(130).toSeconds();

  /** Pages of 1 MB that one topic's followers are read in: some 100,000 followers. */
  private static final int MAX_PAGES = 16;

  static final String CONNECTION = "connection:";
  private static final String SHARD = "shard:";
  private static final String THE_CONNECTION = "connection";
  private static final String PLAYER = "player";

  /** In seconds since 1970, like {@code expiresAt}. */
  private static final String SESSION_ENDS_AT = "sessionEndsAt";

  private final DynamoDbClient dynamo;
  private final String table;
  private final InstantSource clock;
  private final Shards shards;
  private final ItemBatches batches;

  public ConnectionRegistry(DynamoDbClient dynamo, String table, InstantSource clock) {
    this.dynamo = dynamo;
    this.table = table;
    this.clock = clock;
    this.shards = new Shards(dynamo, table, clock);
    this.batches = new ItemBatches(dynamo, table);
  }

  /**
   * Stores a new connection.
   *
   * @param player who the authoriser says it is, or null for a spectator
   * @param sessionEndsAtMs until when it is the player's, in milliseconds since 1970
   */
  public void open(String connectionId, @Nullable String player, @Nullable Long sessionEndsAtMs) {
    long expiresAt = nowSeconds() + MAX_LIFE_SECONDS;
    Map<String, AttributeValue> item = key(CONNECTION + connectionId, THE_CONNECTION);
    item.put("expiresAt", AttributeValue.fromN(Long.toString(expiresAt)));
    if (player != null) {
      item.put(PLAYER, AttributeValue.fromS(player));
    }
    if (sessionEndsAtMs != null) {
      long end = Duration.ofMillis(sessionEndsAtMs).toSeconds();
      item.put(SESSION_ENDS_AT, AttributeValue.fromN(Long.toString(end)));
    }
    answered(() -> dynamo.putItem(put -> put.tableName(table).item(item)));
  }

  /**
   * Subscribes a connection to topics, beside those it has. A private topic is followed until the
   * session's end.
   *
   * @return false if there is no such connection any more
   */
  public boolean subscribe(String connectionId, Collection<Topic> topics) {
    List<Shard> joined = topics.stream().map(shards::forNewcomers).toList();
    Optional<Map<String, AttributeValue>> connection = announce(connectionId, joined);
    connection.ifPresent(item -> join(connectionId, topics, item));
    return connection.isPresent();
  }

  private void join(
      String connectionId, Collection<Topic> topics, Map<String, AttributeValue> connection) {
    AttributeValue player = connection.get(PLAYER);
    List<WriteRequest> subscriptions = new ArrayList<>();
    for (Topic topic : topics) {
      Map<String, AttributeValue> item = key(shardOf(topic, connection).partition(), connectionId);
      item.put("expiresAt", followedUntil(topic, connection));
      if (player != null && WeekTopics.isName(topic.name())) {
        item.put(PLAYER, player);
      }
      subscriptions.add(WriteRequest.builder().putRequest(put -> put.item(item)).build());
    }
    batches.write(subscriptions);
    topics.forEach(topic -> shards.joined(shardOf(topic, connection), connectionId));
  }

  /**
   * Ends subscriptions. First they go, then their names: what is named too long is only removed
   * twice.
   */
  public void leave(String connectionId, Collection<Topic> topics) {
    Map<String, AttributeValue> item = item(connectionId);
    topics.forEach(topic -> unsubscribe(connectionId, shardOf(topic, item)));
    try {
      dynamo.updateItem(
          update ->
              update
                  .tableName(table)
                  .key(key(CONNECTION + connectionId, THE_CONNECTION))
                  .conditionExpression("attribute_exists(pk)")
                  .updateExpression("DELETE topics :topics")
                  .expressionAttributeValues(Map.of(":topics", names(topics))));
    } catch (ConditionalCheckFailedException gone) {
      Log.info("connection_gone", Map.of("connection", connectionId));
    } catch (SdkException failure) {
      throw unanswered(failure);
    }
  }

  /** The topics that a connection has subscribed to; none if there is no such connection. */
  public Set<Topic> topics(String connectionId) {
    return topicsIn(item(connectionId));
  }

  private Map<String, AttributeValue> item(String connectionId) {
    return answered(
            () ->
                dynamo.getItem(
                    get ->
                        get.tableName(table)
                            .key(key(CONNECTION + connectionId, THE_CONNECTION))
                            .consistentRead(true)))
        .item();
  }

  /** The shards of a topic as of now: every subscription that was acknowledged is in one. */
  public List<Shard> shards(Topic topic) {
    return shards.of(topic).toList();
  }

  /** The connections that follow a topic. */
  public List<String> followers(Topic topic) {
    return shards.of(topic).flatMap(shard -> followers(shard).stream()).toList();
  }

  /**
   * A connection that follows a topic.
   *
   * @param player whose it is, where the topic is a week of a pool
   */
  public record Subscriber(String connectionId, @Nullable String player) {}

  /** The connections that follow a topic in one of its shards. */
  public List<String> followers(Shard shard) {
    return subscribers(shard).stream().map(Subscriber::connectionId).toList();
  }

  /** As above, with whose they are. */
  public List<Subscriber> subscribers(Shard shard) {
    return ItemPages.all(dynamo, live(shard.partition()), MAX_PAGES).stream()
        .map(ConnectionRegistry::subscriber)
        .toList();
  }

  private static Subscriber subscriber(Map<String, AttributeValue> item) {
    AttributeValue player = item.get(PLAYER);
    return new Subscriber(
        item.getOrDefault("sk", AttributeValue.fromS("")).s(), player == null ? null : player.s());
  }

  /** Removes a connection with its subscriptions. Doing it again does nothing. */
  public void remove(String connectionId) {
    Map<String, AttributeValue> item = item(connectionId);
    topicsIn(item).forEach(topic -> unsubscribe(connectionId, shardOf(topic, item)));
    delete(CONNECTION + connectionId, THE_CONNECTION);
  }

  /**
   * Removes connections with their subscriptions, some at a time: after a restart thousands are
   * gone, and one by one each would take five requests.
   *
   * @param gone the connections, and a shard that each was found in. A goodbye can overtake a
   *     hello, whose subscription then outlives its connection
   */
  public void removeAll(Map<String, Shard> gone) {
    Map<String, Map<String, AttributeValue>> left = new LinkedHashMap<>();
    gone.forEach((id, shard) -> left.put(shard.partition() + " " + id, key(shard.partition(), id)));
    for (Map<String, AttributeValue> item :
        batches.read(gone.keySet().stream().map(ConnectionRegistry::keyOf).toList())) {
      String id = Objects.requireNonNull(item.get("pk"), "pk").s().substring(CONNECTION.length());
      for (Topic topic : topicsIn(item)) {
        String partition = shardOf(topic, item).partition();
        left.put(partition + " " + id, key(partition, id));
      }
      left.put(id, keyOf(id));
    }
    batches.write(
        left.values().stream()
            .map(key -> WriteRequest.builder().deleteRequest(delete -> delete.key(key)).build())
            .toList());
  }

  /**
   * Removes one subscription. A goodbye can overtake a hello, whose subscription then outlives its
   * connection.
   */
  public void unsubscribe(String connectionId, Shard shard) {
    delete(shard.partition(), connectionId);
  }

  private static Shard shardOf(Topic topic, Map<String, AttributeValue> connection) {
    AttributeValue number = connection.get(SHARD + topic.name());
    return new Shard(topic, number == null ? 0 : Integer.parseInt(number.n()));
  }

  /** The connection's item after it was told of the topics; nothing if there is none. */
  private Optional<Map<String, AttributeValue>> announce(
      String connectionId, Collection<Shard> joined) {
    Map<String, String> names = new HashMap<>();
    Map<String, AttributeValue> values = new HashMap<>();
    List<String> places = new ArrayList<>();
    for (Shard shard : joined) {
      if (!shard.topic().isPrivate()) {
        int i = places.size();
        names.put("#s" + i, SHARD + shard.topic().name());
        values.put(":s" + i, AttributeValue.fromN(Integer.toString(shard.number())));
        places.add("#s%d = if_not_exists(#s%d, :s%d)".formatted(i, i, i));
      }
    }
    values.put(":topics", names(joined.stream().map(Shard::topic).toList()));
    values.put(":now", AttributeValue.fromN(Long.toString(nowSeconds())));
    String set = places.isEmpty() ? "" : " SET " + String.join(", ", places);
    try {
      return Optional.of(
          dynamo
              .updateItem(
                  update ->
                      update
                          .tableName(table)
                          .key(key(CONNECTION + connectionId, THE_CONNECTION))
                          .conditionExpression("expiresAt > :now")
                          .updateExpression("ADD topics :topics" + set)
                          .expressionAttributeNames(names.isEmpty() ? null : names)
                          .expressionAttributeValues(values)
                          .returnValues(ReturnValue.ALL_NEW))
              .attributes());
    } catch (ConditionalCheckFailedException gone) {
      return Optional.empty();
    } catch (SdkException failure) {
      throw unanswered(failure);
    }
  }

  private static AttributeValue followedUntil(Topic topic, Map<String, AttributeValue> item) {
    AttributeValue connection = Objects.requireNonNull(item.get("expiresAt"), "expiresAt");
    AttributeValue session = item.get(SESSION_ENDS_AT);
    return session != null
            && topic.isPrivate()
            && Long.parseLong(session.n()) < Long.parseLong(connection.n())
        ? session
        : connection;
  }

  /** The key of a connection's item. */
  public static Map<String, AttributeValue> keyOf(String connectionId) {
    return key(CONNECTION + connectionId, THE_CONNECTION);
  }

  static Set<Topic> topicsIn(Map<String, AttributeValue> item) {
    AttributeValue topics = item.get("topics");
    return topics == null
        ? Set.of()
        : topics.ss().stream().map(Topic::new).collect(Collectors.toSet());
  }

  private static AttributeValue names(Collection<Topic> topics) {
    return AttributeValue.fromSs(
        List.copyOf(new TreeSet<>(topics.stream().map(Topic::name).toList())));
  }

  private QueryRequest live(String partition) {
    return live(table, partition, nowSeconds()).consistentRead(true).build();
  }

  /** What has not expired in a partition of the table. */
  static QueryRequest.Builder live(String table, String partition, long nowSeconds) {
    return QueryRequest.builder()
        .tableName(table)
        .keyConditionExpression("pk = :partition")
        .filterExpression("expiresAt > :now")
        .expressionAttributeValues(
            Map.of(
                ":partition", AttributeValue.fromS(partition),
                ":now", AttributeValue.fromN(Long.toString(nowSeconds))));
  }

  private void delete(String pk, String sk) {
    answered(() -> dynamo.deleteItem(delete -> delete.tableName(table).key(key(pk, sk))));
  }

  private long nowSeconds() {
    return Duration.ofMillis(clock.millis()).toSeconds();
  }

  public static Map<String, AttributeValue> key(String pk, String sk) {
    Map<String, AttributeValue> key = new HashMap<>();
    key.put("pk", AttributeValue.fromS(pk));
    key.put("sk", AttributeValue.fromS(sk));
    return key;
  }

  /** What the table answers; a failed condition is an answer too. */
  public static <T> T answered(Supplier<T> call) {
    try {
      return call.get();
    } catch (ConditionalCheckFailedException answer) {
      throw answer;
    } catch (SdkException failure) {
      throw unanswered(failure);
    }
  }

  static StoreUnavailableException unanswered(SdkException failure) {
    return new StoreUnavailableException("the table of connections is unanswered", failure);
  }
}
