package io.fairfall.realtime.delivery;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What one batch came to. Counted by many threads, and told once as one line of metrics. */
public final class BatchTally {
  /** What is counted, under the name that a metric gets. */
  public enum Count {
    BATCHES("RealtimeBatches", "Count"),
    POSTS("RealtimePosts", "Count"),
    BYTES("RealtimeBytes", "Bytes"),
    GONE("RealtimeGone", "Count"),
    THROTTLED("RealtimeThrottled", "Count"),
    SLOW("RealtimeSlow", "Count"),
    REFUSED("RealtimeRefused", "Count"),
    FAILED("RealtimeFailed", "Count"),
    WORKERS("RealtimeWorkers", "Count"),
    WORKERS_FAILED("RealtimeWorkersFailed", "Count");

    private final String metric;
    private final String unit;

    Count(String metric, String unit) {
      this.metric = metric;
      this.unit = unit;
    }

    String metric() {
      return metric;
    }

    String unit() {
      return unit;
    }
  }

  private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class);
  private final Map<Integer, Long> latest = new ConcurrentHashMap<>();

  public BatchTally() {
    for (Count count : Count.values()) {
      counts.put(count, new LongAdder());
    }
  }

  void add(Count count, long value) {
    adder(count).add(value);
  }

  public long of(Count count) {
    return adder(count).sum();
  }

  /** An event was posted so long after its entry was written. The slowest follower counts. */
  void posted(int index, long latencyMs) {
    latest.merge(index, Math.max(0, latencyMs), Math::max);
  }

  /** For every event, the milliseconds from its entry to the last of its posts. */
  public List<Long> latenciesMs() {
    return new ArrayList<>(latest.values());
  }

  private LongAdder adder(Count count) {
    LongAdder adder = counts.get(count);
    if (adder == null) {
      throw new IllegalStateException("every count has its adder");
    }
    return adder;
  }
}
