package io.fairfall.crashapi;

import io.fairfall.crash.CrashDisclosure;
import io.fairfall.platform.Metrics;
import java.time.InstantSource;
import java.util.Map;

/**
 * The instant that decides a cashout: API Gateway's own stamp of arrival, within the reach that
 * {@link CrashDisclosure} grants. The first call of an instance is granted no more than any other:
 * its handler cannot tell a request that waited for the instance from one that was held open.
 */
final class ArrivalStamp {
  /** By how many milliseconds a stamp was clamped, one value for each that was. */
  static final String METRIC = "StampClampedMs";

  private final InstantSource clock;
  private final Metrics metrics;

  ArrivalStamp(InstantSource clock, Metrics metrics) {
    this.clock = clock;
    this.metrics = metrics;
  }

  /**
   * When a request counts as having arrived.
   *
   * @param effectiveMs in milliseconds since 1970
   * @param clampedByMs by how much that is later than API Gateway's stamp; 0 as a rule
   */
  record Arrival(long effectiveMs, long clampedByMs) {}

  /**
   * The arrival of a request whose handler starts now.
   *
   * @param stampMs API Gateway's stamp, in milliseconds since 1970
   */
  Arrival arrival(long stampMs) {
    long effectiveMs = CrashDisclosure.effectiveStampMs(stampMs, clock.millis());
    long byMs = effectiveMs - stampMs;
    if (byMs > 0) {
      metrics.value(METRIC, "Milliseconds", byMs, Map.of());
    }
    return new Arrival(effectiveMs, byMs);
  }
}
