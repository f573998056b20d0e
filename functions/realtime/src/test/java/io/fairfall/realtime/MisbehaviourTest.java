package io.fairfall.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.realtime.channels.Event;
import io.fairfall.realtime.channels.Events;
import io.fairfall.realtime.channels.Topic;
import io.fairfall.realtime.delivery.BatchTally;
import io.fairfall.realtime.delivery.Deadline;
import io.fairfall.realtime.delivery.FanoutDispatcher;
import io.fairfall.realtime.delivery.FirstFailure;
import io.fairfall.realtime.delivery.ShardPublisher;
import io.fairfall.realtime.subscriptions.Shard;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A gateway that is slow, busy or broken, on a real port. */
@Tag("integration")
class MisbehaviourTest {
  private static final List<Long> ALL = List.of(1L, 2L, 3L);

  @AutoClose private final RealtimeFixture house = new RealtimeFixture();

  private final Broadcaster broadcaster = new Broadcaster(house.environment());

  @BeforeEach
  void connect() {
    List.of("a", "b", "c").forEach(this::follow);
    house.playRounds(1);
  }

  @Test
  void whoeverIsBusyForAMomentHearsEverythingInOrder() {
    house.gateway.answer("b", FakeGateway.SLOW, 2);
    assertEquals(List.of(), broadcast());
    assertEquals(ALL, ids("b"));
  }

  @Test
  void whoeverStaysBusyIsLeftToRecoverWithinASecondOrTwo() {
    house.gateway.answer("b", FakeGateway.SLOW);
    long began = System.nanoTime();
    assertEquals(List.of(), broadcast());
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    assertTrue(took.toMillis() < 3_000, "took " + took);
    assertEquals(List.of(), ids("b"));
    assertEquals(ALL, ids("a"));
  }

  @Test
  void manyWhoDoNotAnswerHoldNobodyAndAreNoFailureOfTheBatch() {
    List<String> stuck = IntStream.range(0, 40).mapToObj(i -> "stuck" + i).toList();
    stuck.forEach(this::follow);
    stuck.forEach(id -> house.gateway.delay(id, 5_000));
    long began = System.nanoTime();
    assertEquals(List.of(), broadcast());
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    assertTrue(took.toMillis() < 6_500, "took " + took);
    List.of("a", "b", "c").forEach(id -> assertEquals(ALL, ids(id), id));
  }

  @Test
  void aGatewayThatAnswersNobodyFailsTheBatch() {
    List.of("a", "b", "c").forEach(id -> house.gateway.delay(id, 5_000));
    assertEquals(List.of("0"), broadcast());
  }

  @Test
  void postingEndsWithTheInvocationsTimeAndSaysWhatIsLeft() {
    FirstFailure failures = new FirstFailure();
    BatchTally tally = post(7, Deadline.in(Duration.ZERO), failures);
    assertEquals(7, failures.index().orElseThrow());
    assertEquals(3, tally.of(BatchTally.Count.FAILED));
    assertEquals(List.of(), ids("a"));
  }

  @Test
  void whoeverStillWaitsForAPlaceWhenTheTimeIsOverIsNotPostedTo() {
    List<String> stuck = IntStream.range(0, 200).mapToObj(i -> "stuck" + i).toList();
    stuck.forEach(this::follow);
    stuck.forEach(id -> house.gateway.delay(id, 5_000));
    FirstFailure failures = new FirstFailure();
    long began = System.nanoTime();
    BatchTally tally = post(7, Deadline.in(Duration.ofSeconds(1)), failures);
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    assertTrue(took.toMillis() < 4_500, "took " + took);
    assertEquals(7, failures.index().orElseThrow());
    assertTrue(
        tally.of(BatchTally.Count.SLOW) < 100, "posted to " + tally.of(BatchTally.Count.SLOW));
  }

  @Test
  void whoeverWasFoundGoneIsNotPostedToAgainAndForgottenAsSoonAsItCanBe() {
    house.gateway.answer("b", FakeGateway.GONE);
    assertEquals(List.of(), broadcast());
    assertEquals(List.of("a", "c"), house.connections.followers(Topic.GAME));
    // as if the first time had had no time left to forget it
    follow("b");
    house.gateway.answer("b", FakeGateway.SLOW);
    assertEquals(List.of(), broadcast());
    assertEquals(List.of("a", "c"), house.connections.followers(Topic.GAME));
  }

  @Test
  void whatABatchCameToIsCounted() {
    house.gateway.answer("b", FakeGateway.GONE);
    house.gateway.answer("c", FakeGateway.SLOW);
    BatchTally tally = post(0, Deadline.of(RealtimeFixture.noContext()), new FirstFailure());
    assertEquals(
        List.of(1L, 1L, 1L),
        List.of(
            tally.of(BatchTally.Count.POSTS),
            tally.of(BatchTally.Count.GONE),
            tally.of(BatchTally.Count.THROTTLED)));
    assertEquals(house.gateway.heard("a").getFirst().length(), tally.of(BatchTally.Count.BYTES));
    assertEquals(1, tally.latenciesMs().size());
  }

  /** Posts the game's first event as a worker does. */
  private BatchTally post(int index, Deadline deadline, FirstFailure failures) {
    ShardPublisher posting =
        FanoutDispatcher.posting(
            new io.fairfall.platform.Environment(house.environment()), InstantSource.system());
    Event event = Events.game(house.gameEntries().getFirst());
    BatchTally tally = new BatchTally();
    posting.post(
        List.of(new ShardPublisher.Parcel(index, new Shard(Topic.GAME, 0), event)),
        0,
        deadline,
        tally,
        failures);
    return tally;
  }

  private void follow(String id) {
    house.connections.open(id, null, null);
    assertTrue(house.connections.subscribe(id, List.of(Topic.GAME)));
  }

  private List<String> broadcast() {
    return RealtimeFixture.failures(
        broadcaster.handleRequest(
            RealtimeFixture.stream(house.gameEntries()), RealtimeFixture.noContext()));
  }

  private List<Long> ids(String connectionId) {
    return house.gateway.heard(connectionId).stream()
        .map(message -> MessageTree.parse(message).number("id"))
        .toList();
  }
}
