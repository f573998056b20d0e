package io.fairfall.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.journal.Entry;
import io.fairfall.json.JsonCodec;
import io.fairfall.platform.Environment;
import io.fairfall.realtime.channels.Event;
import io.fairfall.realtime.channels.Events;
import io.fairfall.realtime.channels.Topic;
import io.fairfall.realtime.delivery.Deadline;
import io.fairfall.realtime.delivery.DualPathBroadcast;
import io.fairfall.realtime.delivery.FanoutDispatcher;
import io.fairfall.realtime.subscriptions.ConnectionRegistry;
import io.fairfall.realtime.subscriptions.DeliveryMarkers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A crowd in two shards hears of the game once, whichever of the two ways is the quick one. */
@Tag("integration")
class DualPathBroadcastTest {
  private static final List<Long> ALL = List.of(1L, 2L, 3L);
  private static final List<String> EVERYBODY = List.of("c0", "c1");

  @AutoClose private final RealtimeFixture house = new RealtimeFixture();

  private final Broadcaster broadcaster = new Broadcaster(house.environment());
  private final Worker worker = new Worker(house.environment());
  private final DeliveryMarkers told =
      DeliveryMarkers.of(new Environment(house.environment()), InstantSource.system());

  @BeforeEach
  void gather() {
    house.gateway.functions(payload -> Optional.of(RealtimeFixture.work(worker, payload)));
    AttributeValue forever = AttributeValue.fromN("99999999999");
    put("channel:game#0", "c0", Map.of("expiresAt", forever));
    put("channel:game#1", "c1", Map.of("expiresAt", forever));
    AttributeValue two = AttributeValue.fromN("2");
    AttributeValue one = AttributeValue.fromN("1");
    put("shards:game", "shards", Map.of("shardCount", two, "newcomersTo", one));
    house.playRounds(1);
  }

  @Test
  void whatWasAnnouncedToEverybodyTheStreamDoesNotTell() {
    announce(house.gameEntries());
    assertAllHave(ALL);
    assertEquals(List.of(), broadcast());
    assertAllHave(ALL);
  }

  @Test
  void whatWasNotAnnouncedTheStreamTells() {
    announce(house.gameEntries().subList(0, 1));
    assertEquals(List.of(), broadcast());
    assertAllHave(ALL);
  }

  @Test
  void whereOneWasNotToldTheStreamTellsEverybody() {
    house.gateway.answer("c1", FakeGateway.BROKEN);
    announce(house.gameEntries());
    assertEquals(List.of("0"), broadcast());
    assertEquals(List.of(), heard("c1"));
    house.gateway.answer("c1", FakeGateway.OK);
    assertEquals(List.of(), broadcast());
    assertEquals(ALL, heard("c1"));
  }

  @Test
  void theStreamWaitsForAnAnnouncementThatIsUnderWay() throws Exception {
    CountDownLatch posting = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    house.gateway.functions(
        payload -> {
          posting.countDown();
          awaitThat(goOn);
          return Optional.of(RealtimeFixture.work(worker, payload));
        });
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> fanOut = threads.submit(() -> announce(house.gameEntries()));
      awaitThat(posting);
      Future<OptionalInt> stream = threads.submit(this::stream);
      assertThrows(TimeoutException.class, () -> stream.get(600, TimeUnit.MILLISECONDS));
      goOn.countDown();
      fanOut.get();
      assertEquals(OptionalInt.empty(), stream.get());
    }
    assertAllHave(ALL);
  }

  @Test
  void workersWhoAreAllBusyAreAskedAgain() {
    house.gateway.throttle(3);
    assertEquals(OptionalInt.empty(), stream());
    assertAllHave(ALL);
  }

  @Test
  void workersWhoStayBusyAreAFailureOfTheBatch() {
    house.gateway.throttle(1_000_000);
    assertEquals(List.of("0"), broadcast());
  }

  @Test
  void whatShouldHaveBeenAnnouncedByNowTheStreamTells() {
    told.begin(events(), Duration.ZERO);
    assertEquals(List.of(), broadcast());
    assertAllHave(ALL);
  }

  @Test
  void whatWasToldInAnotherHistoryIsNotTakenForThis() {
    told.finish(
        events().stream()
            .map(event -> new Event("game", null, event.id(), event.type(), event.at() - 1, "{}"))
            .toList());
    assertEquals(List.of(), broadcast());
    assertAllHave(ALL);
  }

  private List<Event> events() {
    return house.gameEntries().stream().map(entry -> Events.of(entry).event()).toList();
  }

  private void announce(List<Entry> entries) {
    List<Event> events = entries.stream().map(entry -> Events.of(entry).event()).toList();
    String payload = JsonCodec.write(Map.of("events", events));
    try {
      new Fanout(house.environment())
          .handleRequest(
              new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)),
              new ByteArrayOutputStream(),
              RealtimeFixture.noContext());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> broadcast() {
    return RealtimeFixture.failures(
        broadcaster.handleRequest(
            RealtimeFixture.stream(house.gameEntries()), RealtimeFixture.noContext()));
  }

  /** As the broadcaster does, with half a minute of time. */
  private OptionalInt stream() {
    List<Event> events = events();
    return DualPathBroadcast.of(new Environment(house.environment()), InstantSource.system())
        .deliver(
            IntStream.range(0, events.size())
                .mapToObj(i -> new FanoutDispatcher.Envelope(i, Topic.GAME, events.get(i)))
                .toList(),
            Deadline.in(Duration.ofSeconds(30)));
  }

  private void assertAllHave(List<Long> ids) {
    EVERYBODY.forEach(id -> assertEquals(ids, heard(id), id));
  }

  private List<Long> heard(String connectionId) {
    return house.gateway.heard(connectionId).stream()
        .map(message -> MessageTree.parse(message).number("id"))
        .toList();
  }

  private static void awaitThat(CountDownLatch latch) {
    try {
      assertTrue(latch.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException ended) {
      throw new IllegalStateException(ended);
    }
  }

  private void put(String pk, String sk, Map<String, AttributeValue> more) {
    Map<String, AttributeValue> item = ConnectionRegistry.key(pk, sk);
    item.putAll(more);
    house.dynamo.client().putItem(put -> put.tableName("connections").item(item));
  }
}
