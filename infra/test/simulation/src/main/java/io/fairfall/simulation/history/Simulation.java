package io.fairfall.simulation.history;

/** Runs plans; the mutated ledger's simulation is reached through this. */
@FunctionalInterface
public interface Simulation {
  RunHistory run(RunPlan plan);
}
