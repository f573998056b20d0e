package io.fairfall.feed;

import io.fairfall.edge.Log;
import io.fairfall.journal.StoreUnavailable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * Who is connected, and who follows what.
 *
 * <p>A connection is one item, {@code connection:<id>}; a subscription is one item in the partition
 * of its topic, {@code channel:<name>}, under the connection's id, so that the followers of a topic
 * are one consistent query. The connection's item names its topics <em>before</em> their items are
 * written: whoever removes a connection finds all of them.
 *
 * <p>API Gateway says goodbye at best. What nobody removes expires by itself a little after the
 * longest life of a socket, and expired items are not believed on any read.
 */
final class Connections {
  /** API Gateway ends a socket after two hours; ten minutes are for its clock and ours. */
  static final long MAX_LIFE_SECONDS = Duration.ofMinutes(130).toSeconds();

  /** Pages of 1 MB that one topic's followers are read in: some 100,000 followers. */
  private static final int MAX_PAGES = 16;

  private static final String CONNECTION = "connection:";
  private static final String CHANNEL = "channel:";
  private static final String THE_CONNECTION = "connection";

  /** In seconds since 1970, like {@code expiresAt}. */
  private static final String SESSION_ENDS_AT = "sessionEndsAt";

  private final DynamoDbClient dynamo;
  private final String table;
  private final InstantSource clock;

  Connections(DynamoDbClient dynamo, String table, InstantSource clock) {
    this.dynamo = dynamo;
    this.table = table;
    this.clock = clock;
  }

  /**
   * Stores a new connection.
   *
   * @param player who the authoriser says it is, or null for a spectator
   * @param sessionEndsAtMs until when it is the player's, in milliseconds since 1970
   */
  void open(String connectionId, @Nullable String player, @Nullable Long sessionEndsAtMs) {
    long expiresAt = nowSeconds() + MAX_LIFE_SECONDS;
    Map<String, AttributeValue> item = key(CONNECTION + connectionId, THE_CONNECTION);
    item.put("expiresAt", AttributeValue.fromN(Long.toString(expiresAt)));
    if (player != null) {
      item.put("player", AttributeValue.fromS(player));
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
  boolean subscribe(String connectionId, Collection<Topic> topics) {
    Optional<Map<String, AttributeValue>> connection = announce(connectionId, topics);
    connection.ifPresent(
        item ->
            topics.forEach(
                topic -> answered(() -> put(topic, connectionId, followedUntil(topic, item)))));
    return connection.isPresent();
  }

  /**
   * Ends subscriptions. First they go, then their names: what is named too long is only removed
   * twice.
   */
  void leave(String connectionId, Collection<Topic> topics) {
    topics.forEach(topic -> unsubscribe(connectionId, topic));
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
  Set<Topic> topics(String connectionId) {
    Map<String, AttributeValue> item =
        answered(
                () ->
                    dynamo.getItem(
                        get ->
                            get.tableName(table)
                                .key(key(CONNECTION + connectionId, THE_CONNECTION))
                                .consistentRead(true)))
            .item();
    return topicsIn(item);
  }

  /** The connections that follow a topic. */
  List<String> followers(Topic topic) {
    List<String> followers = new ArrayList<>();
    Map<String, AttributeValue> start = null;
    for (int page = 0; page < MAX_PAGES; page++) {
      QueryRequest query = followersAfter(topic, start);
      QueryResponse answer = answered(() -> dynamo.query(query));
      for (Map<String, AttributeValue> item : answer.items()) {
        followers.add(item.getOrDefault("sk", AttributeValue.fromS("")).s());
      }
      if (!answer.hasLastEvaluatedKey() || answer.lastEvaluatedKey().isEmpty()) {
        return followers;
      }
      start = answer.lastEvaluatedKey();
    }
    throw new IllegalStateException(topic.name() + " has more followers than can be told");
  }

  /** Removes a connection with its subscriptions. Doing it again does nothing. */
  void remove(String connectionId) {
    topics(connectionId).forEach(topic -> unsubscribe(connectionId, topic));
    delete(CONNECTION + connectionId, THE_CONNECTION);
  }

  /**
   * Removes one subscription. A goodbye can overtake a hello, whose subscription then outlives its
   * connection.
   */
  void unsubscribe(String connectionId, Topic topic) {
    delete(CHANNEL + topic.name(), connectionId);
  }

  /** The connection's item after it was told of the topics; nothing if there is none. */
  private Optional<Map<String, AttributeValue>> announce(
      String connectionId, Collection<Topic> topics) {
    try {
      return Optional.of(
          dynamo
              .updateItem(
                  update ->
                      update
                          .tableName(table)
                          .key(key(CONNECTION + connectionId, THE_CONNECTION))
                          .conditionExpression("expiresAt > :now")
                          .updateExpression("ADD topics :topics")
                          .expressionAttributeValues(
                              Map.of(
                                  ":topics", names(topics),
                                  ":now", AttributeValue.fromN(Long.toString(nowSeconds()))))
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
  static Map<String, AttributeValue> keyOf(String connectionId) {
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

  private Object put(Topic topic, String connectionId, AttributeValue expiresAt) {
    Map<String, AttributeValue> item = key(CHANNEL + topic.name(), connectionId);
    item.put("expiresAt", expiresAt);
    return dynamo.putItem(put -> put.tableName(table).item(item));
  }

  private QueryRequest followersAfter(
      Topic topic, @Nullable Map<String, AttributeValue> exclusiveStart) {
    return QueryRequest.builder()
        .tableName(table)
        .consistentRead(true)
        .keyConditionExpression("pk = :topic")
        .filterExpression("expiresAt > :now")
        .expressionAttributeValues(
            Map.of(
                ":topic", AttributeValue.fromS(CHANNEL + topic.name()),
                ":now", AttributeValue.fromN(Long.toString(nowSeconds()))))
        .exclusiveStartKey(exclusiveStart)
        .build();
  }

  private void delete(String pk, String sk) {
    answered(() -> dynamo.deleteItem(delete -> delete.tableName(table).key(key(pk, sk))));
  }

  private long nowSeconds() {
    return Duration.ofMillis(clock.millis()).toSeconds();
  }

  private static Map<String, AttributeValue> key(String pk, String sk) {
    Map<String, AttributeValue> key = new HashMap<>();
    key.put("pk", AttributeValue.fromS(pk));
    key.put("sk", AttributeValue.fromS(sk));
    return key;
  }

  private static <T> T answered(Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException failure) {
      throw unanswered(failure);
    }
  }

  private static StoreUnavailable unanswered(SdkException failure) {
    return new StoreUnavailable("the table of connections is unanswered", failure);
  }
}
