package io.fairfall.realtime.subscriptions;

import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.golden.GoldenFile;
import io.fairfall.golden.GoldenTable;
import io.fairfall.realtime.channels.Event;
import io.fairfall.realtime.channels.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Open sockets and what they follow, as they were stored before: a deployment cuts nobody off. */
@Tag("integration")
class AudienceGoldenTest {
  private static final String TABLE = "connections";

  @AutoClose private static final EmbeddedDynamo DYNAMO = EmbeddedDynamo.inMemory();

  private final DynamoDbClient dynamo = DYNAMO.client();
  private final GoldenTable table = new GoldenTable(dynamo, TABLE, "pk", "sk");

  @BeforeAll
  static void create() {
    DYNAMO.createKeyedTable(TABLE, "pk", "sk");
  }

  /**
   * A connection as this build takes it: what it follows, until when it is believed in, whose it
   * is, and until when its player's private channels are followed.
   */
  private record Connection(
      Set<Topic> topics,
      long expiresAtSeconds,
      long paidUntilMs,
      @Nullable String player,
      long privateUntilSeconds,
      Map<String, String> places) {}

  @Test
  void aConnectionIsReadAndWrittenAsItWas() {
    GoldenFile.named("connection").replay(this::connection, this::writtenConnection).covers();
  }

  private Connection connection(Map<String, AttributeValue> stored) {
    table.hold(stored);
    String id = afterColon(stored);
    long expiresAt = number(stored, "expiresAt");
    long paidUntil = stored.containsKey("paidUntil") ? number(stored, "paidUntil") : 0;
    Map<String, String> places = new HashMap<>();
    connections(seconds(expiresAt - 60)).topics(id).stream()
        .filter(topic -> stored.containsKey("shard:" + topic.name()))
        .forEach(topic -> places.put(topic.name(), placeOf(id, topic)));
    // what it joins now says what it was opened with
    Topic mine = Topic.account("0xmine");
    Topic week = new Topic("week:somepool:2026-11-24");
    connections(seconds(expiresAt - 60)).subscribe(id, List.of(mine, week));
    AttributeValue player = get("channel:" + week.name() + "#0", id).get("player");
    long privateUntil = number(get("channel:" + mine.name() + "#0", id), "expiresAt");
    table.hold(stored);
    if (!(new RateLimiter(dynamo, TABLE, seconds(expiresAt - 60)).charge(id, Duration.ofMillis(1))
        instanceof RateLimiter.Outcome.Admitted(Set<Topic> topics, long until))) {
      throw new IllegalStateException("is not admitted");
    }
    return new Connection(
        topics, until, paidUntil, player == null ? null : player.s(), privateUntil, places);
  }

  /** From which partition a connection is taken when it leaves. */
  private String placeOf(String id, Topic topic) {
    String place = "channel:" + topic.name() + "#";
    for (int shard = 0; shard < 4; shard++) {
      put(Map.of("pk", text(place + shard), "sk", text(id)));
    }
    connections(seconds(0)).leave(id, List.of(topic));
    for (int shard = 0; shard < 4; shard++) {
      if (get(place + shard, id).isEmpty()) {
        return place + shard;
      }
    }
    throw new IllegalStateException("is taken from nowhere");
  }

  private Map<String, AttributeValue> writtenConnection(
      Connection connection, Map<String, AttributeValue> stored) {
    table.empty();
    String id = afterColon(stored);
    connection
        .places()
        .forEach((topic, place) -> sendNewcomersTo(topic, place.charAt(place.length() - 1)));
    InstantSource opened =
        seconds(connection.expiresAtSeconds() - ConnectionRegistry.MAX_LIFE_SECONDS);
    Long sessionEndsAtMs =
        stored.containsKey("sessionEndsAt") ? number(stored, "sessionEndsAt") * 1_000 : null;
    connections(opened).open(id, connection.player(), sessionEndsAtMs);
    if (!connection.topics().isEmpty()) {
      connections(opened).subscribe(id, connection.topics());
    }
    if (connection.paidUntilMs() > 0) {
      InstantSource asked =
          () -> Instant.ofEpochMilli(connection.paidUntilMs()).minus(RateLimiter.MESSAGE);
      new RateLimiter(dynamo, TABLE, asked).charge(id, RateLimiter.MESSAGE);
    }
    return table.insteadOf(stored);
  }

  private void sendNewcomersTo(String topic, char shard) {
    put(
        Map.of(
            "pk", text("shards:" + topic),
            "sk", text("shards"),
            "shardCount", AttributeValue.fromN("4"),
            "newcomersTo", AttributeValue.fromN(String.valueOf(shard))));
  }

  @Test
  void aSubscriptionIsReadAndWrittenAsItWas() {
    GoldenFile.named("subscription")
        .replay(
            stored -> {
              table.hold(stored);
              return connections(seconds(number(stored, "expiresAt") - 1))
                  .subscribers(shardOf(stored))
                  .getFirst();
            },
            (subscriber, stored) -> {
              table.empty();
              long opened = number(stored, "expiresAt") - ConnectionRegistry.MAX_LIFE_SECONDS;
              connections(seconds(opened))
                  .open(subscriber.connectionId(), subscriber.player(), null);
              connections(seconds(opened))
                  .subscribe(subscriber.connectionId(), List.of(shardOf(stored).topic()));
              return table.insteadOf(stored);
            })
        .covers();
  }

  private static Shard shardOf(Map<String, AttributeValue> stored) {
    String channel = afterColon(stored);
    int hash = channel.lastIndexOf('#');
    return new Shard(
        new Topic(channel.substring(0, hash)), Integer.parseInt(channel.substring(hash + 1)));
  }

  /** Read through what it is for: the eleventh of a player's sockets ends the oldest. */
  @Test
  void aCompanionIsReadAndWrittenAsItWas() {
    GoldenFile.named("companion")
        .replay(
            stored -> {
              table.hold(stored);
              String player = afterColon(stored);
              PlayerConnectionLimit later =
                  new PlayerConnectionLimit(dynamo, TABLE, ms(number(stored, "openedAt") + 1));
              List<String> leaves = List.of();
              for (int other = 0; other < PlayerConnectionLimit.MAX; other++) {
                leaves = later.arrive(player, "later" + other);
              }
              return Map.of("player", player, "leavesFirst", leaves);
            },
            (companion, stored) -> {
              table.empty();
              new PlayerConnectionLimit(dynamo, TABLE, ms(number(stored, "openedAt")))
                  .arrive(afterColon(stored), string(stored, "sk"));
              return table.insteadOf(stored);
            });
  }

  @Test
  void theNumberOfShardsIsReadAsItWas() {
    GoldenFile.named("shards")
        .replay(
            stored -> {
              table.hold(stored);
              Topic topic = new Topic(afterColon(stored));
              Shards shards = new Shards(dynamo, TABLE, seconds(0));
              return Map.of(
                  "count", shards.count(topic), "newcomersTo", shards.forNewcomers(topic).number());
            },
            (spread, stored) -> stored);
  }

  @Test
  void theAudienceIsReadAndWrittenAsItWas() {
    GoldenFile.named("audience")
        .replay(
            stored -> {
              table.hold(stored);
              return new AudienceSizeHint(dynamo, TABLE, ms(number(stored, "seenAt"))).ofRounds();
            },
            (seen, stored) -> {
              table.empty();
              new AudienceSizeHint(dynamo, TABLE, ms(number(stored, "seenAt")))
                  .note(Topic.ROUNDS, seen);
              return table.insteadOf(stored);
            })
        .covers();
  }

  @Test
  void whatWasToldIsReadAndWrittenAsItWas() {
    GoldenFile.named("told")
        .replay(
            stored -> {
              table.hold(stored);
              return new DeliveryMarkers(dynamo, TABLE, ms(number(stored, "until") - 1))
                  .of(List.of(eventOf(stored)))
                  .values()
                  .iterator()
                  .next();
            },
            (state, stored) -> {
              table.empty();
              writeTold(state, stored);
              return table.insteadOf(stored);
            })
        .covers();
  }

  private void writeTold(DeliveryMarkers.State state, Map<String, AttributeValue> stored) {
    List<Event> events = List.of(eventOf(stored));
    long untilMs = number(stored, "until");
    long toldAtMs = Duration.ofSeconds(number(stored, "expiresAt")).toMillis() - 300_000;
    switch (state) {
      case UNDER_WAY ->
          new DeliveryMarkers(dynamo, TABLE, ms(toldAtMs))
              .begin(events, Duration.ofMillis(untilMs - toldAtMs));
      case WHOLE -> new DeliveryMarkers(dynamo, TABLE, ms(untilMs - 300_000)).finish(events);
    }
  }

  private static Event eventOf(Map<String, AttributeValue> stored) {
    String[] name = string(stored, "sk").split("@", 2);
    return new Event(
        "game", null, Long.parseLong(name[0]), "round_open", Long.parseLong(name[1]), "{}");
  }

  private ConnectionRegistry connections(InstantSource clock) {
    return new ConnectionRegistry(dynamo, TABLE, clock);
  }

  private void put(Map<String, AttributeValue> item) {
    dynamo.putItem(put -> put.tableName(TABLE).item(item));
  }

  private Map<String, AttributeValue> get(String pk, String sk) {
    return dynamo
        .getItem(
            get -> get.tableName(TABLE).key(ConnectionRegistry.key(pk, sk)).consistentRead(true))
        .item();
  }

  private static InstantSource seconds(long seconds) {
    return () -> Instant.ofEpochSecond(seconds);
  }

  private static InstantSource ms(long ms) {
    return () -> Instant.ofEpochMilli(ms);
  }

  private static String afterColon(Map<String, AttributeValue> stored) {
    return string(stored, "pk").split(":", 2)[1];
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  private static String string(Map<String, AttributeValue> stored, String name) {
    return Objects.requireNonNull(stored.get(name), name).s();
  }

  private static long number(Map<String, AttributeValue> stored, String name) {
    return Long.parseLong(Objects.requireNonNull(stored.get(name), name).n());
  }
}
