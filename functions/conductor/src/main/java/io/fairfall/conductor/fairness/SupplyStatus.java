package io.fairfall.conductor.fairness;

/** Where the supply of games stands after a look. */
public sealed interface SupplyStatus {
  /** There is nothing to do now. */
  record Enough() implements SupplyStatus {}

  /** The salt's block does not lie deep enough yet. */
  record AwaitsBlock(long block) implements SupplyStatus {}

  /** The node gave no usable answer. */
  record NodeFailed(String reason) implements SupplyStatus {}
}
