package io.fairfall.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fairfall.platform.Environment;
import io.fairfall.platform.Metrics;
import io.fairfall.realtime.channels.Event;
import io.fairfall.realtime.channels.Topic;
import io.fairfall.realtime.delivery.BatchTally;
import io.fairfall.realtime.delivery.Deadline;
import io.fairfall.realtime.delivery.DeliveryMetrics;
import io.fairfall.realtime.delivery.FanoutDispatcher;
import io.fairfall.realtime.delivery.FanoutWorkers;
import io.fairfall.realtime.delivery.FirstFailure;
import io.fairfall.realtime.delivery.ShardPublisher;
import io.fairfall.realtime.delivery.Transport;
import io.fairfall.realtime.subscriptions.AudienceSizeHint;
import io.fairfall.realtime.subscriptions.ConnectionRegistry;
import io.fairfall.realtime.subscriptions.Shard;
import io.fairfall.realtime.subscriptions.Shards;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One event for a crowd, through the real delivery, posting and connections, over a gateway and a
 * table whose times are modelled. It prints the figures that docs/reference/scale.md names.
 */
@Tag("integration")
class ScaleTest {
  private static final long SEED = 20_261_121;
  private static final Random RANDOM = new Random(SEED);
  private static final int SLOWER = Integer.getInteger("scale.slower", 4);
  private static final int LARGEST = Integer.getInteger("scale.largest", 10_000);
  private static final int INVOCATION_MS = 20;
  private static final Duration WORKER_TIME = Duration.ofSeconds(12);

  @ParameterizedTest
  @CsvSource({
    "100, 10000, 5000", // compiles what the others are timed by
    "1000, 10000, 5000",
    "10000, 10000, 5000",
    "10000, 40000, 20000",
    "100000, 10000, 5000",
    "100000, 200000, 100000"
  })
  void oneEventReachesACrowd(int connections, int perSecond, int burst) {
    assumeTrue(
        connections <= LARGEST,
        () ->
            "SKIPPED: a crowd of %,d takes a minute: -Dscale.largest=%d -Dscale.slower=10"
                .formatted(connections, connections));
    ModelledTime time = new ModelledTime(SLOWER);
    ModelledTable table = new ModelledTable(time, Topic.GAME, connections);
    ModelledGateway gateway = new ModelledGateway(time, connections, perSecond, burst, SEED);
    ConnectionRegistry known = new ConnectionRegistry(table, "connections", InstantSource.system());
    LongAdder workers = new LongAdder();
    LongAdder left = new LongAdder();
    FanoutWorkers cluster =
        (task, patience) -> {
          workers.increment();
          time.sleep(INVOCATION_MS);
          BatchTally tally = new BatchTally();
          FirstFailure failures = new FirstFailure();
          Map<Shard, Integer> sizes =
              posting(known, gateway, time)
                  .post(
                      List.of(new ShardPublisher.Parcel(0, task.to(), task.events().getFirst())),
                      task.postsPerSecond(),
                      Deadline.in(time.real(WORKER_TIME)),
                      tally,
                      failures);
          left.add(tally.of(BatchTally.Count.THROTTLED));
          assertTrue(failures.index().isEmpty(), "nothing is left to the stream's retry");
          return Optional.of(new FanoutWorkers.Result(null, sizes.getOrDefault(task.to(), 0)));
        };
    FanoutDispatcher delivery = delivery(known, table, gateway, time, cluster, perSecond);
    Event event = new Event("game", null, 1, "round_crash", System.currentTimeMillis(), "{}");
    double began = time.nowMs();
    assertTrue(
        delivery
            .deliver(
                List.of(new FanoutDispatcher.Envelope(0, Topic.GAME, event)),
                Deadline.in(time.real(WORKER_TIME)))
            .isEmpty());
    double took = time.nowMs() - began;
    assertTrue(left.sum() <= connections / 100, left.sum() + " were left with a hole");
    int shards = Math.ceilDiv(connections, Shards.FULL);
    assertEquals(shards > 1 ? shards : 0, workers.sum());
    System.out.printf(
        Locale.ROOT,
        "scale: %,d connections, %,d requests/s: %d workers, p50 %.0f ms, p99 %.0f ms, last %.0f"
            + " ms, all done %.0f ms, left out %,d, read units %,d%n",
        connections,
        perSecond,
        workers.sum(),
        gateway.heardMs(0.5) - began,
        gateway.heardMs(0.99) - began,
        gateway.heardMs(1) - began,
        took,
        left.sum(),
        table.readUnits());
  }

  private static FanoutDispatcher delivery(
      ConnectionRegistry known,
      ModelledTable table,
      Transport gateway,
      ModelledTime time,
      FanoutWorkers cluster,
      int perSecond) {
    Metrics metrics =
        new Metrics(new Environment(Map.of("METRICS_NAMESPACE", "scale")), InstantSource.system());
    return new FanoutDispatcher(
        known,
        posting(known, gateway, time),
        cluster,
        new AudienceSizeHint(table, "connections", InstantSource.system()),
        new DeliveryMetrics(metrics, InstantSource.system()),
        time,
        perSecond);
  }

  private static ShardPublisher posting(
      ConnectionRegistry known, Transport gateway, ModelledTime time) {
    return new ShardPublisher(known, known::followers, gateway, time, () -> RANDOM, time::sleep);
  }
}
