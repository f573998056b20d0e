package io.fairfall.realtime.subscriptions;

import io.fairfall.journal.ItemPages;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * The connections of one player, on all devices and in all tabs: the partition {@code
 * player:<address>}. There may be {@link #MAX}; whoever opens one more loses the oldest. So a tab
 * that was left open somewhere never keeps its owner out.
 *
 * <p>In units: a write and a read for each connection of a player that is opened, a write for each
 * that is closed. Spectators cost nothing here.
 */
public final class PlayerConnectionLimit {
  /** Connections of one player at one time. */
  public static final int MAX = 10;

  /** Of a megabyte: with {@link #MAX} at a time, and those that have expired, one is enough. */
  private static final int MAX_PAGES = 4;

  private static final String PREFIX = "player:";

  private final DynamoDbClient dynamo;
  private final String table;
  private final InstantSource clock;

  public PlayerConnectionLimit(DynamoDbClient dynamo, String table, InstantSource clock) {
    this.dynamo = dynamo;
    this.table = table;
    this.clock = clock;
  }

  private record Companion(String connectionId, long openedAtMs) {
    static final Comparator<Companion> NEWEST_FIRST =
        Comparator.comparingLong(Companion::openedAtMs)
            .reversed()
            .thenComparing(Companion::connectionId);
  }

  /**
   * Notes a new connection of a player.
   *
   * @return the connections that are to be closed for it, the oldest ones
   */
  public List<String> arrive(String player, String connectionId) {
    long nowMs = clock.millis();
    ConnectionRegistry.answered(
        () ->
            dynamo.putItem(
                put ->
                    put.tableName(table)
                        .item(
                            Map.of(
                                "pk", AttributeValue.fromS(PREFIX + player),
                                "sk", AttributeValue.fromS(connectionId),
                                "openedAt", number(nowMs),
                                "expiresAt",
                                    number(
                                        seconds(nowMs) + ConnectionRegistry.MAX_LIFE_SECONDS)))));
    QueryRequest live =
        ConnectionRegistry.live(table, PREFIX + player, seconds(nowMs))
            .consistentRead(true)
            .build();
    return ItemPages.all(dynamo, live, MAX_PAGES).stream()
        .map(PlayerConnectionLimit::companion)
        .filter(companion -> !companion.connectionId().equals(connectionId))
        .sorted(Companion.NEWEST_FIRST)
        .skip(MAX - 1L)
        .map(Companion::connectionId)
        .toList();
  }

  /** Forgets a connection. Doing it again does nothing. */
  public void leave(String player, String connectionId) {
    ConnectionRegistry.answered(
        () ->
            dynamo.deleteItem(
                delete ->
                    delete
                        .tableName(table)
                        .key(
                            Map.of(
                                "pk", AttributeValue.fromS(PREFIX + player),
                                "sk", AttributeValue.fromS(connectionId)))));
  }

  private static Companion companion(Map<String, AttributeValue> item) {
    return new Companion(
        present(item.get("sk")).s(), Long.parseLong(present(item.get("openedAt")).n()));
  }

  private static AttributeValue present(@Nullable AttributeValue value) {
    return Objects.requireNonNull(value, "a companion's item is written as a whole");
  }

  private static long seconds(long ms) {
    return Duration.ofMillis(ms).toSeconds();
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
