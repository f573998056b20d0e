package io.fairfall.realtime.recovery;

import io.fairfall.platform.Environment;
import io.fairfall.realtime.protocol.HelloAck.Reconnect;
import org.jspecify.annotations.Nullable;

/**
 * How patient clients are asked to be when they lose their connection. All who are there may lose
 * it in one instant, so the more there are the longer the time that their ways back are spread
 * over: whatever their number, no more than {@link #WAYS_BACK_PER_SECOND} come in a second, once
 * they are as patient as they get.
 */
public final class ReconnectBackoffPolicy {
  /** What clients do when nobody asks them for more. */
  static final Reconnect THEIR_OWN = new Reconnect(1_000, 30_000);

  /**
   * A fifth of the connections that API Gateway lets an account open unless it is asked for more.
   */
  static final int WAYS_BACK_PER_SECOND = 100;

  /** As long as the template lets an operator ask for. */
  static final long MAX_CEILING_MS = 600_000;

  private static final long SECOND_MS = 1_000;

  private final Reconnect least;

  ReconnectBackoffPolicy(Reconnect least) {
    this.least = least;
  }

  /** At least as patient as the template's parameters say. */
  public static ReconnectBackoffPolicy in(Environment environment) {
    return new ReconnectBackoffPolicy(
        new Reconnect(
            environment.find("RECONNECT_FLOOR_MS").map(Long::valueOf).orElse(THEIR_OWN.floorMs()),
            environment
                .find("RECONNECT_CEILING_MS")
                .map(Long::valueOf)
                .orElse(THEIR_OWN.ceilingMs())));
  }

  /**
   * What to ask of them; null if it is what they do by themselves.
   *
   * @param connections how many there are
   */
  public @Nullable Reconnect among(int connections) {
    // a wait is half of the ceiling on average
    long spreadMs = 2L * connections * SECOND_MS / WAYS_BACK_PER_SECOND;
    long ceilingMs = Math.max(least.ceilingMs(), Math.min(MAX_CEILING_MS, spreadMs));
    Reconnect wanted = new Reconnect(least.floorMs(), ceilingMs);
    return wanted.equals(THEIR_OWN) ? null : wanted;
  }
}
