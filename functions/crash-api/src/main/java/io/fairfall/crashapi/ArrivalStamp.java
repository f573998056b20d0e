package io.fairfall.crashapi;

import io.fairfall.crash.CrashDisclosure;
import io.fairfall.platform.Log;
import java.time.InstantSource;
import java.util.Map;

/**
 * The instant that decides a cashout: API Gateway's own stamp of arrival, within the reach that
 * {@link CrashDisclosure} grants. The first call of an instance is granted no more than any other:
 * its handler cannot tell a request that waited for the instance from one that was held open.
 */
final class ArrivalStamp {
  private final InstantSource clock;

  ArrivalStamp(InstantSource clock) {
    this.clock = clock;
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
      Log.warn("stamp_clamped", Map.of("byMs", byMs));
    }
    return new Arrival(effectiveMs, byMs);
  }
}
