package io.fairfall.simulation;

import io.fairfall.simulation.history.PlayedGame;
import io.fairfall.simulation.history.RunPlan;
import io.fairfall.simulation.history.Simulation;
import io.fairfall.simulation.mutant.Mutant;
import io.fairfall.simulation.mutant.Mutants;
import io.fairfall.simulation.world.DynamoSimulation;
import io.fairfall.simulation.world.MemorySimulation;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./fairfall simulate}: looks for a sequence of faults that breaks a promise. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the ledger's real code with injected faults, from seeds, and checks what is left.",
      "A seed runs alike again. With --exhaustive every order of events is looked at instead,",
      "in small scopes; with --mutant the ledger has a planted fault that must be found."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every promise was kept; every mutant was found",
      "1:a promise was broken; a mutant was not found",
      "2:a wrong command line"
    })
public final class SimulateCommand implements Callable<Integer> {
  private static final String ALL_MUTANTS = "all";

  /** Where the journals are kept. */
  enum Store {
    memory,
    dynamodb
  }

  /** What is played. */
  enum Played {
    crash,
    dice,
    both;

    List<PlayedGame> games() {
      return switch (this) {
        case crash -> List.of(PlayedGame.CRASH);
        case dice -> List.of(PlayedGame.DICE);
        case both -> List.of(PlayedGame.CRASH, PlayedGame.DICE);
      };
    }
  }

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
      description = "Operations that are asked for in each run (${DEFAULT-VALUE}).")
  private int operations;

  @Option(
      names = "--faults",
      paramLabel = "PERCENT",
      defaultValue = "5",
      description =
          "How likely each kind of fault is at each store call, 0 to 8 (${DEFAULT-VALUE}).")
  private int faults;

  @Option(
      names = "--store",
      paramLabel = "memory|dynamodb",
      defaultValue = "memory",
      description = "Where the journals are: in memory, or in DynamoDB Local (${DEFAULT-VALUE}).")
  private Store store = Store.memory;

  @Option(
      names = "--game",
      paramLabel = "crash|dice|both",
      defaultValue = "both",
      description =
          "What is played, on a ledger each: every seed once for each (${DEFAULT-VALUE}).")
  private Played game = Played.both;

  @Option(
      names = "--mutant",
      paramLabel = "NAME|all",
      description =
          "Plant a fault into the ledger, or a game, and run seeds of either game until found.")
  private @Nullable String mutant;

  @Option(
      names = "--exhaustive",
      description = "Look at every order of events in small scopes; alone, or with --mutant.")
  private boolean isExhaustive;

  @Option(
      names = "--crash-news",
      paramLabel = "ROUNDS",
      description =
          "Fly so many rounds with bots that finish held requests on news of the crash, by the"
              + " rules in force and by faulty ones. Alone.")
  private long newsRounds;

  @Override
  public Integer call() {
    try {
      if (newsRounds > 0) {
        return exit(new DisclosureReport(System.out).print(newsRounds));
      }
      String planted = mutant;
      if (isExhaustive) {
        Exhaustive exhaustive = new Exhaustive(System.out);
        return exit(planted == null ? exhaustive.real() : exhaustive.hunt(ofScopes(planted)));
      }
      if (planted != null) {
        return exit(new MutantTables(System.out, seeds, this::plan).hunt(mutants(planted)));
      }
      return exit(store == Store.memory ? run(new MemorySimulation()) : runOnDynamo());
    } catch (IllegalArgumentException refused) {
      System.err.println(refused.getMessage());
      return 2;
    }
  }

  private boolean runOnDynamo() {
    try (DynamoSimulation simulation = new DynamoSimulation()) {
      return run(simulation);
    }
  }

  private boolean run(Simulation simulation) {
    boolean isGood = true;
    for (PlayedGame one : game.games()) {
      System.out.println(one.name().toLowerCase(Locale.ROOT));
      isGood &= run(simulation, one);
    }
    return isGood;
  }

  private boolean run(Simulation simulation, PlayedGame one) {
    RunTally tally = new RunTally();
    long startedAt = System.nanoTime();
    try (SimulationProgress progress = new SimulationProgress(tally, seeds.count())) {
      progress.start();
      Runs.run(
          simulation,
          seeds,
          seed -> plan(seed, one),
          Runtime.getRuntime().availableProcessors(),
          tally,
          () -> !tally.failed().isEmpty());
    }
    System.out.print(tally.summary((System.nanoTime() - startedAt) / 1e9));
    tally.failed().stream()
        .findFirst()
        .ifPresent(failed -> new SeedReport(System.out).tell(failed, simulation, command(failed)));
    return tally.failed().isEmpty();
  }

  /** Scopes are of the crash game, and on its ledger. */
  private static List<Mutant> ofScopes(String name) {
    List<Mutant> found =
        mutants(name).stream().filter(one -> one.subject() != Mutant.Subject.DICE).toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException("every scope is of the crash game, and knows no " + name);
    }
    return found;
  }

  private static List<Mutant> mutants(String name) {
    return name.equals(ALL_MUTANTS) ? Mutants.all() : List.of(Mutants.named(name));
  }

  private RunPlan plan(long seed, PlayedGame one) {
    return new RunPlan(seed, operations, faults, false, one);
  }

  private String command(RunTally.Failed failed) {
    return "./fairfall simulate --seeds %d..%d --ops %d --faults %d --store %s --game %s"
        .formatted(
            failed.plan().seed(),
            failed.plan().seed(),
            operations,
            faults,
            store,
            failed.plan().game().name().toLowerCase(Locale.ROOT));
  }

  private static int exit(boolean isGood) {
    return isGood ? 0 : 1;
  }
}
