package io.fairfall.realtime.delivery;

import io.fairfall.platform.Environment;
import io.fairfall.platform.Metrics;
import io.fairfall.platform.Metrics.Measure;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What batches came to, as one line every few seconds: what did not happen takes no room in it.
 * CloudWatch makes percentiles of the latencies, of which an event has one. What an instance has
 * gathered when it is put aside is told by its next batch, or lost with it.
 */
public final class DeliveryMetrics {
  private static final long TOLD_MS = 5_000;

  private final Metrics metrics;
  private final InstantSource clock;
  private final Map<BatchTally.Count, Long> sums = new EnumMap<>(BatchTally.Count.class);
  private final List<Long> latenciesMs = new ArrayList<>();
  private long nextMs;

  public DeliveryMetrics(Environment environment, InstantSource clock) {
    this(new Metrics(environment, clock), clock);
  }

  public DeliveryMetrics(Metrics metrics, InstantSource clock) {
    this.metrics = metrics;
    this.clock = clock;
    this.nextMs = clock.millis() + TOLD_MS;
  }

  /** Adds a batch; failures are told at once. */
  public synchronized void add(BatchTally tally) {
    for (BatchTally.Count count : BatchTally.Count.values()) {
      if (tally.of(count) > 0) {
        sums.merge(count, tally.of(count), Long::sum);
      }
    }
    for (long latency : tally.latenciesMs()) {
      if (latenciesMs.size() < Measure.MAX_VALUES) {
        latenciesMs.add(latency);
      }
    }
    if (clock.millis() >= nextMs || tally.of(BatchTally.Count.FAILED) > 0) {
      tell();
    }
  }

  private void tell() {
    List<Measure> measures = new ArrayList<>();
    sums.forEach(
        (count, sum) -> measures.add(new Measure(count.metric(), count.unit(), List.of(sum))));
    if (!latenciesMs.isEmpty()) {
      measures.add(new Measure("RealtimeLatency", "Milliseconds", latenciesMs));
    }
    if (!measures.isEmpty()) {
      metrics.record(measures, Map.of());
    }
    sums.clear();
    latenciesMs.clear();
    nextMs = clock.millis() + TOLD_MS;
  }
}
