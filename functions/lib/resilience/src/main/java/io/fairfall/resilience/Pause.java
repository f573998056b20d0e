package io.fairfall.resilience;

/** Waits between two tries. Real time in functions; a simulation hands in its own. */
@FunctionalInterface
public interface Pause {
  /**
   * Waits.
   *
   * @param ms 0 or more
   * @throws InterruptedException if the waiting is to end at once
   */
  void forMs(long ms) throws InterruptedException;
}
