package io.fairfall.beaconclient;

import java.time.Duration;

/**
 * How long relays are waited for. Each is above zero and at most {@link #MAX}.
 *
 * @param connect until a connection stands
 * @param request until an answer is whole, from the moment that the connection stands
 * @param pause between two requests to one relay that has nothing yet
 */
public record FetchLimits(Duration connect, Duration request, Duration pause) {
  public static final Duration MAX = Duration.ofSeconds(10);

  /** Of play: a relay that took longer would be too late for the round. */
  public static final FetchLimits PLAY =
      new FetchLimits(Duration.ofMillis(800), Duration.ofMillis(1_500), Duration.ofMillis(150));

  public FetchLimits {
    requireBounded(connect);
    requireBounded(request);
    requireBounded(pause);
  }

  private static void requireBounded(Duration one) {
    if (one.toMillis() < 1 || one.compareTo(MAX) > 0) {
      throw new IllegalArgumentException("relays are waited for from 1 ms to 10 s");
    }
  }
}
