package io.fairfall.runner.wire;

import io.fairfall.runner.template.ThrottleSpec;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/** One token bucket per route, as a stage's default route settings say. */
public final class Throttle {
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final ThrottleSpec spec;
  private final ConcurrentMap<String, Bucket> buckets = new ConcurrentHashMap<>();

  public Throttle(ThrottleSpec spec) {
    this.spec = spec;
  }

  /** Takes one token of the route. False when the route has had more than its share. */
  public boolean admits(String route) {
    return buckets.computeIfAbsent(route, key -> new Bucket()).take(System.nanoTime());
  }

  private final class Bucket {
    private double tokens = spec.burst();
    private long filledAtNanos = System.nanoTime();

    synchronized boolean take(long nowNanos) {
      double fresh = (nowNanos - filledAtNanos) / NANOS_PER_SECOND * spec.requestsPerSecond();
      tokens = Math.min(spec.burst(), tokens + Math.max(0, fresh));
      filledAtNanos = nowNanos;
      if (tokens < 1) {
        return false;
      }
      tokens -= 1;
      return true;
    }
  }
}
