package io.fairfall.resilience;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Waits between two tries at the same thing: longer after each failure, and never at the same
 * instant as others who failed with it.
 *
 * <p>The wait is drawn evenly from nothing to a bound that doubles with each failure ("full
 * jitter"): of all ways to spread contenders it costs the fewest tries, because those who lost
 * together do not meet again together. See <a
 * href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">Exponential
 * backoff and jitter</a>.
 */
public final class Backoff {
  private final Delays delays;
  private final Supplier<? extends RandomGenerator> jitter;
  private final Pause pause;

  /**
   * @param jitter the generator for the calling thread
   * @param pause how to wait
   */
  public Backoff(Delays delays, Supplier<? extends RandomGenerator> jitter, Pause pause) {
    this.delays = delays;
    this.jitter = jitter;
    this.pause = pause;
  }

  /** One that waits in real time. */
  public static Backoff of(Delays delays) {
    return new Backoff(delays, ThreadLocalRandom::current, Thread::sleep);
  }

  /**
   * The bounds of the waits.
   *
   * @param firstMs of the wait after the first failure, in milliseconds; 1 or more
   * @param maxMs that no wait exceeds, however many failures there were
   */
  public record Delays(long firstMs, long maxMs) {
    public Delays {
      if (firstMs < 1 || maxMs < firstMs) {
        throw new IllegalArgumentException(
            "a first delay of 1 ms or more, and none above the last");
      }
    }

    /**
     * The longest wait after so many failures in a row, in milliseconds.
     *
     * @param failures 1 or more
     */
    public long boundMs(int failures) {
      if (failures < 1) {
        throw new IllegalArgumentException("nothing has failed yet");
      }
      int doublings = failures - 1;
      // one bit further would be the sign
      boolean fits = doublings < Long.numberOfLeadingZeros(firstMs) - 1;
      return fits ? Math.min(maxMs, firstMs << doublings) : maxMs;
    }

    /** A wait after so many failures in a row: from 0 to {@link #boundMs}, both included. */
    public long drawMs(int failures, RandomGenerator jitter) {
      return jitter.nextLong(boundMs(failures) + 1);
    }
  }

  /**
   * Waits after so many failures in a row.
   *
   * @param failures 1 or more
   * @throws InterruptedException if the waiting is to end at once
   */
  public void after(int failures) throws InterruptedException {
    pause.forMs(delays.drawMs(failures, jitter.get()));
  }

  /**
   * Waits like {@link #after}, for who does not deal with interruptions: it leaves the thread
   * interrupted.
   *
   * @return whether to go on; false if the waiting was ended
   */
  public boolean waited(int failures) {
    try {
      after(failures);
      return true;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** How this waits, for who waits for other reasons as well. */
  public Pause pause() {
    return pause;
  }
}
