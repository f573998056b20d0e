package io.fairfall.e2e;

/**
 * How long is waited for what must come, in milliseconds. A machine may be many times slower than
 * the one that a test was written on, and may build beside it; whoever is not kept waiting loses
 * nothing by patience.
 */
final class Patience {
  /** For what a page or a house does by itself after it was asked. */
  static final long STEP_MS = 180_000;

  /** For a round: one flight may be long, and several may pass without what is waited for. */
  static final long ROUND_MS = 600_000;

  /** For what comes by a schedule, once a minute, or after the longest wait between attempts. */
  static final long SCHEDULE_MS = 600_000;

  /** For an element that Playwright acts on. */
  static final int ELEMENT_MS = 180_000;

  private Patience() {}
}
