package io.fairfall.crashapi;

import io.fairfall.crash.CrashDisclosure;
import java.time.InstantSource;

/**
 * Holds a cashout back until it may show whether the flight had ended by the instant that it counts
 * at. Before that nothing is written, so that neither an answer nor an account, a list of bets, or
 * the lack of one tells of a crash before the crash is announced.
 */
final class DisclosureDelay {
  /** No clock of ours and API Gateway's are that far apart: longer than this it is not worth it. */
  static final long MAX_WAIT_MS = 1_000;

  private final InstantSource clock;
  private final Sleep sleep;

  /** How time passes. */
  interface Sleep {
    void millis(long ms) throws InterruptedException;
  }

  DisclosureDelay(InstantSource clock, Sleep sleep) {
    this.clock = clock;
    this.sleep = sleep;
  }

  /**
   * Returns once {@link CrashDisclosure#toldAtMs} has come by this machine's clock, or after {@link
   * #MAX_WAIT_MS}.
   *
   * @throws IllegalStateException if the thread is stopped meanwhile; nothing has happened then
   */
  void await(long instantMs) {
    long nowMs = clock.millis();
    long untilMs = Math.min(CrashDisclosure.toldAtMs(instantMs), nowMs + MAX_WAIT_MS);
    try {
      for (long left = untilMs - nowMs; left > 0; left = untilMs - clock.millis()) {
        sleep.millis(Math.min(left, MAX_WAIT_MS));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped before a cashout was decided", stopped);
    }
  }
}
