package io.fairfall.realtime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Time that passes slower than the clock's, so that this machine's own work weighs little in it.
 */
final class ModelledTime implements InstantSource {
  private final int slower;
  private final long beganNanos = System.nanoTime();

  /**
   * @param slower how many real milliseconds a modelled one takes
   */
  ModelledTime(int slower) {
    this.slower = slower;
  }

  void sleep(long ms) {
    try {
      Thread.sleep(ms * slower);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /** Modelled milliseconds since the beginning. */
  double nowMs() {
    return (System.nanoTime() - beganNanos) / 1e6 / slower;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli((long) nowMs());
  }

  Duration real(Duration modelled) {
    return modelled.multipliedBy(slower);
  }
}
