package io.fairfall.conductor.rounds;

import io.fairfall.crash.CrashDisclosure;

/** How far this machine's clock is from the store's, as far as that is known. */
public interface ClockSkew {
  /** What a conductor's clock may differ by, in milliseconds. */
  long TOLERANCE_MS = CrashDisclosure.MAX_CLOCK_ERROR_MS;

  /** What is known now. */
  Bounds bounds();

  /**
   * What the offset lies between, in milliseconds; positive means that our clock is ahead.
   *
   * @param leastMs not included
   * @param mostMs included
   */
  record Bounds(long leastMs, long mostMs) {
    public static final Bounds UNKNOWN = new Bounds(Long.MIN_VALUE, Long.MAX_VALUE);

    /** Whether the clock is certainly wrong. */
    boolean isOff() {
      return leastMs > TOLERANCE_MS || mostMs < -TOLERANCE_MS;
    }

    /**
     * How much longer than usual to wait with what must not be done early: what the clock may be
     * ahead by, beyond the tolerance that every instant allows for. Whoever knows nothing yet may
     * be ahead by a second, since one answer proves as much; whoever has conducted for a round
     * waits for nothing.
     */
    long caution() {
      return Math.clamp(mostMs, TOLERANCE_MS, ClockSkewEstimator.DATE_RESOLUTION_MS) - TOLERANCE_MS;
    }

    Bounds and(Bounds other) {
      return new Bounds(Math.max(leastMs, other.leastMs), Math.min(mostMs, other.mostMs));
    }

    /** No offset fits: the clock was set while we measured. */
    boolean isImpossible() {
      return leastMs >= mostMs;
    }
  }
}
