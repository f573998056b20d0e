package io.fairfall.resilience;

/**
 * Is told when a component has met one of its bounds: the last entry of a page, the last try, the
 * last place of what it remembers. Production does not listen; simulations run with small bounds
 * and count.
 */
@FunctionalInterface
public interface BoundListener {
  /** Takes no interest. */
  BoundListener NONE = bound -> {};

  /**
   * A bound was met.
   *
   * @param bound its name, the same at each call
   */
  void reached(String bound);
}
