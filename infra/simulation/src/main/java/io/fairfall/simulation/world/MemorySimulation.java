package io.fairfall.simulation.world;

import io.fairfall.journal.MemoryJournals;
import io.fairfall.simulation.history.History;
import io.fairfall.simulation.history.Plan;
import io.fairfall.simulation.history.Simulation;

/** Runs over journals in memory. */
public final class MemorySimulation implements Simulation {
  @Override
  public History run(Plan plan) {
    return new World(plan, new MemoryJournals(), new MemoryJournals()).run();
  }
}
