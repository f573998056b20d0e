package io.fairfall.conductor;

/** Where the supply of games stands after a look. */
sealed interface Supply {
  /** There is nothing to do now. */
  record Enough() implements Supply {}

  /** The salt's block does not lie deep enough yet. */
  record AwaitsBlock(long block) implements Supply {}

  /** The node gave no usable answer. */
  record NodeFailed(String reason) implements Supply {}
}
