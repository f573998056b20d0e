package io.fairfall.simulation;

import io.fairfall.simulation.history.History;
import io.fairfall.simulation.history.Plan;
import io.fairfall.simulation.history.Simulation;
import io.fairfall.simulation.world.MemorySimulation;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./fairfall simulate}: looks for a sequence of faults that breaks a promise. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the ledger's real code with injected faults, from seeds, and checks what is left.",
      "Ends with exit code 1 if a promise was broken; the seed that did it runs alike again."
    })
public final class SimulateCommand implements Callable<Integer> {
  @Option(
      names = "--seeds",
      paramLabel = "A..B",
      defaultValue = "1..100",
      converter = Seeds.Converter.class,
      description = "Seeds to run, both included (${DEFAULT-VALUE}).")
  private Seeds seeds = new Seeds(1, 100);

  @Option(
      names = "--ops",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Operations that clients ask for in each run (${DEFAULT-VALUE}).")
  private int operations;

  @Option(
      names = "--faults",
      paramLabel = "PERCENT",
      defaultValue = "5",
      description = "How likely each kind of fault is at each store call (${DEFAULT-VALUE}).")
  private int faults;

  @Override
  public Integer call() {
    Tally tally = new Tally();
    long startedAt = System.nanoTime();
    Simulation simulation = new MemorySimulation();
    Runs.run(
        simulation,
        seeds,
        seed -> new Plan(seed, operations, faults, false),
        Runtime.getRuntime().availableProcessors(),
        tally,
        () -> false);
    System.out.print(tally.summary((System.nanoTime() - startedAt) / 1e9));
    tally.failed().stream().limit(1).forEach(failed -> tell(simulation, failed));
    return tally.violations() == 0 ? 0 : 1;
  }

  private void tell(Simulation simulation, Tally.Failed failed) {
    System.out.println("seed " + failed.seed());
    failed.violations().stream().limit(5).forEach(System.out::println);
    History history = simulation.run(new Plan(failed.seed(), operations, faults, true));
    List<String> story = history.story();
    story.subList(Math.max(0, story.size() - 50), story.size()).forEach(System.out::println);
  }
}
