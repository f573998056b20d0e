package io.fairfall.conductor.leadership;

import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;

/** Waits for an instant. */
public interface Sleeper {
  /** Returns once the clock has reached an instant, in milliseconds since 1970. */
  void until(long instantMs) throws InterruptedException;

  /** Sleeps for most of the time, which is cheap, and parks for the rest, which is exact. */
  static Sleeper exact(InstantSource clock) {
    return instantMs -> {
      final long lastStretchMs = 3;
      final long parkNanos = 200_000;
      for (long left = instantMs - clock.millis(); left > 0; left = instantMs - clock.millis()) {
        if (left > lastStretchMs) {
          Thread.sleep(left - lastStretchMs);
        } else {
          LockSupport.parkNanos(parkNanos);
        }
        if (Thread.interrupted()) {
          throw new InterruptedException("stopped while waiting");
        }
      }
    };
  }
}
