package io.fairfall.crashapi;

import io.fairfall.platform.Log;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The instant that decides a cashout: API Gateway's own stamp of arrival, within reason.
 *
 * <p>A client that holds a request open must not gain by it: if the stamp were taken when a slow
 * request began, it could be finished only once the flight is known to go on. So the effective
 * stamp is never earlier than the handler's start less what an honest request needs to get there.
 */
final class ArrivalStamp {
  static final long MAX_LAG_MS = 300;

  /** The first call of an instance waits for its start, which is not the player's fault. */
  static final long MAX_FIRST_LAG_MS = 1_500;

  private final InstantSource clock;
  private final AtomicBoolean isFirst = new AtomicBoolean(true);

  ArrivalStamp(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * The stamp to decide on.
   *
   * @param stampMs API Gateway's stamp, in milliseconds since 1970
   */
  long effective(long stampMs) {
    long lag = isFirst.getAndSet(false) ? MAX_FIRST_LAG_MS : MAX_LAG_MS;
    long earliest = clock.millis() - lag;
    if (stampMs < earliest) {
      Log.warn("stamp_clamped", Map.of("byMs", earliest - stampMs));
      return earliest;
    }
    return stampMs;
  }
}
