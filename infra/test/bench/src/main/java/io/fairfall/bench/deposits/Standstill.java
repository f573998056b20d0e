package io.fairfall.bench.deposits;

/** Notices that nothing is added to a sum any more. */
final class Standstill {
  private final int patience;
  private long sum;
  private int idle;

  /**
   * Before anything was done.
   *
   * @param patience how often nothing may be added in a row
   */
  Standstill(int patience) {
    this.patience = patience;
  }

  /** Whether it stands still, now that the sum is so much. */
  boolean after(long now) {
    idle = now > sum ? 0 : idle + 1;
    sum = now;
    return idle >= patience;
  }
}
