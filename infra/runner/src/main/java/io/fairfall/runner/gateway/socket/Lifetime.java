package io.fairfall.runner.gateway.socket;

import java.time.Duration;

/**
 * How long a connection may last.
 *
 * @param idle without a message in either direction
 * @param whole in all, however much is said
 */
public record Lifetime(Duration idle, Duration whole) {
  /** As API Gateway has it, and nobody can ask for more. */
  public static final Lifetime OF_API_GATEWAY =
      new Lifetime(Duration.ofMinutes(10), Duration.ofHours(2));
}
