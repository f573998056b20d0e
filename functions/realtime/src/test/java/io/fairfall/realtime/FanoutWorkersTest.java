package io.fairfall.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.realtime.channels.Topic;
import io.fairfall.realtime.subscriptions.ConnectionRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A topic in three shards: the real broadcaster invokes the real worker over Lambda's call. */
@Tag("integration")
class FanoutWorkersTest {
  private static final int SHARDS = 3;
  private static final List<Long> ALL = List.of(1L, 2L, 3L);

  @AutoClose private final RealtimeFixture house = new RealtimeFixture();

  private final Broadcaster broadcaster = new Broadcaster(house.environment());
  private final Worker worker = new Worker(house.environment());

  @BeforeEach
  void connect() {
    house.gateway.functions(payload -> Optional.of(RealtimeFixture.work(worker, payload)));
    house.connections.open("private", RealtimeFixture.ALICE, null);
    house.connections.subscribe("private", List.of(Topic.account(RealtimeFixture.ALICE)));
    for (int shard = 0; shard < SHARDS; shard++) {
      put("channel:game#" + shard, "c" + shard, Map.of());
      put("channel:game#" + shard, "d" + shard, Map.of());
    }
    put(
        "shards:game",
        "shards",
        Map.of(
            "shardCount", AttributeValue.fromN(Integer.toString(SHARDS)),
            "newcomersTo", AttributeValue.fromN("2")));
    house.playRounds(1);
  }

  @Test
  void everyShardHasItsWorkerAndEveryFollowerHearsAllInOrder() {
    assertEquals(List.of(), broadcast());
    assertEquals(SHARDS, house.gateway.invocations().size());
    everybody().forEach(id -> assertEquals(ALL, ids(id), id));
    assertTrue(
        house.gateway.invocations().getFirst().contains("/functions/worker"),
        house.gateway.invocations().getFirst());
  }

  @Test
  void theFanOutHasWorkersToo() throws IOException {
    String announcement = RealtimeFixture.sample("fanout.json");
    new Fanout(house.environment())
        .handleRequest(
            new ByteArrayInputStream(announcement.getBytes(StandardCharsets.UTF_8)),
            new ByteArrayOutputStream(),
            RealtimeFixture.noContext());
    everybody().forEach(id -> assertEquals(1, ids(id).size(), id));
  }

  @Test
  void aWorkerThatFailsStopsTheBatchAndTheOthersAreDone() {
    house.gateway.functions(
        payload ->
            payload.contains("\"shard\":1")
                ? Optional.empty()
                : Optional.of(RealtimeFixture.work(worker, payload)));
    assertEquals(List.of("0"), broadcast());
    assertEquals(List.of(ALL, ALL), List.of(ids("c0"), ids("c2")));
    assertEquals(List.of(), ids("c1"));
    house.gateway.functions(payload -> Optional.of(RealtimeFixture.work(worker, payload)));
    assertEquals(List.of(), broadcast());
    assertEquals(ALL, ids("c1"));
  }

  @Test
  void whatAWorkerCouldNotPostStopsTheBatchThere() {
    house.gateway.answer("c1", FakeGateway.BROKEN);
    assertEquals(List.of("0"), broadcast());
    assertEquals(ALL, ids("d1"));
  }

  @Test
  void aPlayersOwnEventsAreGivenToNoWorker() {
    house.fund(RealtimeFixture.ALICE, 1);
    broadcaster.handleRequest(
        RealtimeFixture.stream(house.accountEntries(RealtimeFixture.ALICE)),
        RealtimeFixture.noContext());
    assertEquals(List.of(1L), ids("private"));
    assertEquals(List.of(), house.gateway.invocations());
  }

  @Test
  void whoeverIsGoneIsForgottenInItsShard() {
    house.gateway.answer("d2", FakeGateway.GONE);
    broadcast();
    List<String> left = new ArrayList<>(house.connections.followers(Topic.GAME));
    assertEquals(everybody().filter(id -> !id.equals("d2")).toList(), left);
  }

  private List<String> broadcast() {
    return RealtimeFixture.failures(
        broadcaster.handleRequest(
            RealtimeFixture.stream(house.gameEntries()), RealtimeFixture.noContext()));
  }

  private static Stream<String> everybody() {
    return IntStream.range(0, SHARDS).boxed().flatMap(shard -> Stream.of("c" + shard, "d" + shard));
  }

  private List<Long> ids(String connectionId) {
    return house.gateway.heard(connectionId).stream()
        .map(message -> MessageTree.parse(message).number("id"))
        .toList();
  }

  private void put(String pk, String sk, Map<String, AttributeValue> more) {
    Map<String, AttributeValue> item = ConnectionRegistry.key(pk, sk);
    item.putAll(more);
    if (pk.startsWith("channel:")) {
      item.put("expiresAt", AttributeValue.fromN("99999999999"));
    }
    house.dynamo.client().putItem(put -> put.tableName("connections").item(item));
  }
}
