package io.fairfall.simulation;

import io.fairfall.simulation.check.Violation;
import io.fairfall.simulation.history.Simulation;
import java.io.PrintStream;
import java.util.List;

/** What is told of a seed that broke a promise: enough to look for the reason at once. */
final class SeedReport {
  private static final int MAX_VIOLATIONS = 5;
  private static final int MAX_LINES = 60;

  private final PrintStream out;

  SeedReport(PrintStream out) {
    this.out = out;
  }

  /** Runs the seed once more and tells its story, as far as it is about the player. */
  void tell(RunTally.Failed failed, Simulation simulation, String command) {
    out.println();
    out.println("Seed " + failed.plan().seed() + " broke a promise:");
    failed.violations().stream().limit(MAX_VIOLATIONS).forEach(one -> out.println("  " + one));
    Violation first = failed.violations().getFirst();
    List<String> story =
        simulation.run(failed.plan().telling()).story().stream()
            .filter(line -> line.contains(first.player()))
            .toList();
    out.println();
    out.println("The last that happened to " + first.player() + ":");
    story.subList(Math.max(0, story.size() - MAX_LINES), story.size()).forEach(out::println);
    out.println();
    out.println("The same again: " + command);
  }
}
