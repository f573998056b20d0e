package io.fairfall.realtime.delivery;

import com.amazonaws.services.lambda.runtime.Context;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When an invocation must have answered. Whoever stops before it can say what is done; a function
 * that is stopped cannot, and everything is delivered again.
 */
public final class Deadline {
  /** What is left for the answer when posting ends. */
  private static final Duration RESERVE = Duration.ofSeconds(3);

  /** Where nobody says how much time there is. */
  private static final Duration OTHERWISE = Duration.ofSeconds(10);

  private final long atNanos;

  private Deadline(Duration left) {
    this.atNanos = System.nanoTime() + left.toNanos();
  }

  public static Deadline in(Duration left) {
    return new Deadline(left);
  }

  /** The end of an invocation, less a reserve. */
  public static Deadline of(@Nullable Context lambda) {
    return lambda == null
        ? in(OTHERWISE)
        : in(Duration.ofMillis(lambda.getRemainingTimeInMillis()).minus(RESERVE));
  }

  /** How much time there is; none or less where it has passed. */
  Duration left() {
    return Duration.ofNanos(atNanos - System.nanoTime());
  }

  boolean hasPassed() {
    return hasPassedIn(0);
  }

  /** Whether it has passed when some milliseconds are over. */
  boolean hasPassedIn(long ms) {
    return System.nanoTime() + Duration.ofMillis(ms).toNanos() >= atNanos;
  }
}
