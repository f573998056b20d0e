package io.fairfall.journal;

/**
 * Is told how the tries of an {@link AppendLoop} go: a metric in functions; in simulations and
 * tests the place at which to strike.
 */
public interface AppendListener {
  /** Takes no interest. */
  AppendListener NONE = new AppendListener() {};

  /**
   * Between deciding and putting: here others may take the slot, and a function may be stopped.
   * What this throws ends the loop.
   *
   * @param journal the one that the loop is run for
   * @param number of the try, from 1
   */
  default void decided(String journal, int number) {}

  /**
   * A loop has ended that lost slots to others, whatever it came to.
   *
   * @param journal the one that the loop was run for
   * @param lost how many tries found their slot taken, or met a transaction; 1 or more
   */
  default void conflicts(String journal, int lost) {}

  /**
   * A loop has ended because its last try was in vain.
   *
   * @param journal the one that the loop was run for
   */
  default void exhausted(String journal) {}
}
