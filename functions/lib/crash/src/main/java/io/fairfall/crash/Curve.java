package io.fairfall.crash;

import io.fairfall.money.Multiplier;

/**
 * How the multiplier climbs: {@code floor(100 · e^(0.00006 · t))} hundredths after t milliseconds.
 *
 * <p>{@link StrictMath} gives the same result on every machine. No argument comes near a whole
 * number of hundredths (only t = 0 hits one exactly), so the last bit of the exponential never
 * decides a payout. Version 1 of the curve; a round records the version it was flown with.
 */
public final class Curve {
  /** The version that a round records. */
  public static final int VERSION = 1;

  private static final double GROWTH_PER_MS = 0.00006;

  private Curve() {}

  /**
   * The multiplier after a time of flight.
   *
   * @param elapsedMs milliseconds since the start, 0 or more
   */
  public static Multiplier at(long elapsedMs) {
    if (elapsedMs < 0) {
      throw new IllegalArgumentException("the curve begins at the start");
    }
    return new Multiplier((long) Math.floor(100 * StrictMath.exp(GROWTH_PER_MS * elapsedMs)));
  }

  /** The first millisecond of flight at which the curve has reached a multiplier. */
  public static long msToReach(Multiplier multiplier) {
    long ms = (long) (StrictMath.log(multiplier.hundredths() / 100.0) / GROWTH_PER_MS);
    while (ms > 0 && !multiplier.isAbove(at(ms - 1))) {
      ms--;
    }
    while (multiplier.isAbove(at(ms))) {
      ms++;
    }
    return ms;
  }
}
