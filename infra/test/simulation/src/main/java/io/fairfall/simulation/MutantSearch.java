package io.fairfall.simulation;

import io.fairfall.simulation.check.Checker;
import io.fairfall.simulation.check.Violation;
import io.fairfall.simulation.history.RunPlan;
import io.fairfall.simulation.history.Simulation;
import io.fairfall.simulation.mutant.Mutant;
import io.fairfall.simulation.mutant.MutantLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongFunction;

/** Runs a mutant until a check finds it. */
public final class MutantSearch {
  private static final String SIMULATION = "io.fairfall.simulation.world.MemorySimulation";

  private MutantSearch() {}

  /**
   * What came of it.
   *
   * @param seeds how many were run
   * @param killedBy the check that found it first, or empty if it lived
   */
  public record Outcome(Mutant mutant, long seeds, String killedBy, String sentence) {
    public boolean isKilled() {
      return !killedBy.isEmpty();
    }
  }

  /** Runs seeds until one breaks a promise. */
  public static Outcome hunt(Mutant mutant, Seeds seeds, LongFunction<RunPlan> plan, Path root) {
    Simulation simulation = MutantLoader.load(mutant, Simulation.class, SIMULATION, root);
    for (long seed = seeds.first(); seed <= seeds.last(); seed++) {
      List<Violation> violations = Checker.check(simulation.run(plan.apply(seed)));
      if (!violations.isEmpty()) {
        Violation first = violations.getFirst();
        return new Outcome(mutant, seed - seeds.first() + 1, first.check(), first.sentence());
      }
    }
    return new Outcome(mutant, seeds.count(), "", "");
  }
}
