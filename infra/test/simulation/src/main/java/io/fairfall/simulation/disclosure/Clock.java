package io.fairfall.simulation.disclosure;

import io.fairfall.crash.CrashDisclosure;
import java.util.SplittableRandom;

/**
 * A machine's clock, off by something that the check of clocks allows. True time is the gateway's,
 * in microseconds; a clock is read in whole milliseconds.
 */
record Clock(long aheadUs) {
  static final long US_PER_MS = 1_000;
  private static final long MOST_US = CrashDisclosure.MAX_CLOCK_ERROR_MS * US_PER_MS;

  /** Half of the clocks are as wrong as they may be: bounds break at their ends. */
  static Clock of(SplittableRandom random) {
    return new Clock(
        switch (random.nextInt(4)) {
          case 0 -> -MOST_US;
          case 1 -> MOST_US;
          default -> random.nextLong(-MOST_US, MOST_US + 1);
        });
  }

  /** What it shows at a true instant. */
  long readMs(long trueUs) {
    return Math.floorDiv(trueUs + aheadUs, US_PER_MS);
  }

  /** The first true instant at which it shows something. */
  long trueUs(long readMs) {
    return readMs * US_PER_MS - aheadUs;
  }
}
