package io.fairfall.realtime.snapshots;

import io.fairfall.realtime.subscriptions.ConnectionRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The shelf in the table of connections: one item {@code snapshot:<channel>} with the snapshot, and
 * beside it until when somebody has the right to replace it.
 *
 * <p>In units: a look is one read for each 4 KB of the snapshot, a lease is one write for each KB
 * of the old one, a put one write for each KB of the new one.
 */
public final class DynamoSnapshotCache implements SnapshotCache {
  /** For how long nobody else computes: a hundred times what it takes. */
  public static final Duration LEASE = Duration.ofSeconds(2);

  private static final Duration KEPT = Duration.ofDays(1);
  private static final String PREFIX = "snapshot:";
  private static final String THE_SNAPSHOT = "snapshot";
  private static final String IS_FREE =
      "(attribute_not_exists(leasedUntil) OR leasedUntil <= :now) AND ";
  private static final String STILL_EMPTY = "attribute_not_exists(body)";
  private static final String UNCHANGED = "epoch = :epoch AND atRound = :round AND atId = :id";
  private static final String MOVES_FORWARD =
      "attribute_not_exists(body) OR epoch <> :epoch OR atRound < :round"
          + " OR (atRound = :round AND atId < :id)";
  private static final String REPLACE =
      "SET epoch = :epoch, atRound = :round, atId = :id, body = :body, madeAt = :madeAt,"
          + " expiresAt = :expiresAt REMOVE leasedUntil";

  private final DynamoDbClient dynamo;
  private final String table;
  private final InstantSource clock;

  public DynamoSnapshotCache(DynamoDbClient dynamo, String table, InstantSource clock) {
    this.dynamo = dynamo;
    this.table = table;
    this.clock = clock;
  }

  @Override
  public Optional<SharedSnapshot> read(String channel) {
    Map<String, AttributeValue> item =
        ConnectionRegistry.answered(
                () ->
                    dynamo.getItem(
                        get -> get.tableName(table).key(key(channel)).consistentRead(true)))
            .item();
    return item.containsKey("body") ? Optional.of(snapshot(channel, item)) : Optional.empty();
  }

  @Override
  public boolean lease(String channel, Optional<SharedSnapshot> seen) {
    long nowMs = clock.millis();
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":now", number(nowMs));
    values.put(":until", number(nowMs + LEASE.toMillis()));
    values.put(":expiresAt", number(expiresAt(nowMs)));
    seen.ifPresent(
        snapshot -> {
          values.put(":epoch", AttributeValue.fromS(snapshot.epoch()));
          values.put(":round", number(snapshot.round()));
          values.put(":id", number(snapshot.id()));
        });
    try {
      ConnectionRegistry.answered(
          () ->
              dynamo.updateItem(
                  update ->
                      update
                          .tableName(table)
                          .key(key(channel))
                          .conditionExpression(
                              IS_FREE + (seen.isPresent() ? UNCHANGED : STILL_EMPTY))
                          .updateExpression("SET leasedUntil = :until, expiresAt = :expiresAt")
                          .expressionAttributeValues(values)));
      return true;
    } catch (ConditionalCheckFailedException taken) {
      return false;
    }
  }

  @Override
  public void put(SharedSnapshot snapshot) {
    try {
      ConnectionRegistry.answered(
          () ->
              dynamo.updateItem(
                  update ->
                      update
                          .tableName(table)
                          .key(key(snapshot.channel()))
                          .conditionExpression(MOVES_FORWARD)
                          .updateExpression(REPLACE)
                          .expressionAttributeValues(
                              Map.of(
                                  ":epoch", AttributeValue.fromS(snapshot.epoch()),
                                  ":round", number(snapshot.round()),
                                  ":id", number(snapshot.id()),
                                  ":body", AttributeValue.fromS(snapshot.body()),
                                  ":madeAt", number(snapshot.madeAtMs()),
                                  ":expiresAt", number(expiresAt(snapshot.madeAtMs()))))));
    } catch (ConditionalCheckFailedException newer) {
      // what lies there is as new, and the right to replace it runs out by itself
    }
  }

  private static SharedSnapshot snapshot(String channel, Map<String, AttributeValue> item) {
    return new SharedSnapshot(
        channel,
        present(item.get("epoch")).s(),
        Long.parseLong(present(item.get("atRound")).n()),
        Long.parseLong(present(item.get("atId")).n()),
        present(item.get("body")).s(),
        Long.parseLong(present(item.get("madeAt")).n()));
  }

  private static AttributeValue present(@Nullable AttributeValue value) {
    return Objects.requireNonNull(value, "a snapshot is written as a whole");
  }

  private static Map<String, AttributeValue> key(String channel) {
    return Map.of(
        "pk", AttributeValue.fromS(PREFIX + channel), "sk", AttributeValue.fromS(THE_SNAPSHOT));
  }

  private static long expiresAt(long nowMs) {
    return Duration.ofMillis(nowMs).plus(KEPT).toSeconds();
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
