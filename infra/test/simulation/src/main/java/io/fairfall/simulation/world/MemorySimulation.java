package io.fairfall.simulation.world;

import io.fairfall.journal.MemoryJournals;
import io.fairfall.simulation.history.RunHistory;
import io.fairfall.simulation.history.RunPlan;
import io.fairfall.simulation.history.Simulation;

/** Runs over journals in memory. */
public final class MemorySimulation implements Simulation {
  @Override
  public RunHistory run(RunPlan plan) {
    return new SimulatedWorld(plan, new MemoryJournals(), new MemoryJournals()).run();
  }
}
