package io.fairfall.simulation.history;

import java.util.List;
import java.util.function.Function;

/** Explores every order of events in small scopes; the mutated ledger's is reached through this. */
public interface Exploration {
  /** Names of the scopes. */
  List<String> scopes();

  /**
   * Explores one scope to its end, or to the first broken promise.
   *
   * @param judge names the promises that a run broke
   */
  Explored explore(String scope, Function<RunHistory, List<String>> judge);

  /**
   * What was seen.
   *
   * @param states distinct states
   * @param transitions steps between them
   * @param ends states in which nothing is left to happen, each judged
   * @param violation the first broken promise, or empty
   */
  record Explored(String scope, long states, long transitions, long ends, String violation) {}
}
