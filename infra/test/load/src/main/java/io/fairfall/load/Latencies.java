package io.fairfall.load;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long answers took, in buckets that are 5% wide, so that a percentile is right to 5% and a
 * million answers need no more room than one.
 */
final class Latencies {
  private static final double GROWTH = 1.05;
  private static final int BUCKETS = 400; // 1 microsecond to 300 seconds

  private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);

  void add(long nanos) {
    double micros = Math.max(1, nanos / 1_000.0);
    int bucket = (int) (Math.log(micros) / Math.log(GROWTH));
    counts.incrementAndGet(Math.min(bucket, BUCKETS - 1));
  }

  long count() {
    long sum = 0;
    for (int i = 0; i < BUCKETS; i++) {
      sum += counts.get(i);
    }
    return sum;
  }

  /** The value in milliseconds that a share of all answers did not exceed; 0 without answers. */
  double percentileMs(double share) {
    long wanted = (long) Math.ceil(count() * share);
    long seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
      seen += counts.get(i);
      if (seen >= wanted && seen > 0) {
        return Math.pow(GROWTH, i + 1) / 1_000;
      }
    }
    return 0;
  }
}
