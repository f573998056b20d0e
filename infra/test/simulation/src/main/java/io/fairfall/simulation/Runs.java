package io.fairfall.simulation;

import io.fairfall.simulation.check.Checker;
import io.fairfall.simulation.check.IndependentAudit;
import io.fairfall.simulation.check.Violation;
import io.fairfall.simulation.history.RunHistory;
import io.fairfall.simulation.history.RunPlan;
import io.fairfall.simulation.history.Simulation;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;

/** Runs many seeds side by side and checks each. */
final class Runs {
  private Runs() {}

  /**
   * Runs seeds until all are done.
   *
   * @param plan what to run for a seed
   * @param stops asked before each seed: whether enough is known
   */
  static void run(
      Simulation simulation,
      Seeds seeds,
      LongFunction<RunPlan> plan,
      int workers,
      RunTally tally,
      BooleanSupplier stops) {
    AtomicLong next = new AtomicLong(seeds.first());
    try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
      List<Future<?>> all =
          java.util.stream.IntStream.range(0, workers)
              .<Future<?>>mapToObj(
                  worker ->
                      threads.submit(
                          () -> {
                            for (long seed = next.getAndIncrement();
                                seed <= seeds.last() && !stops.getAsBoolean();
                                seed = next.getAndIncrement()) {
                              one(simulation, plan.apply(seed), tally);
                            }
                          }))
              .toList();
      for (Future<?> worker : all) {
        join(worker);
      }
    }
  }

  /**
   * Of a run that keeps all promises the independent auditor must find nothing either, if it knows
   * the game.
   */
  private static void one(Simulation simulation, RunPlan plan, RunTally tally) {
    long begin = System.nanoTime();
    RunHistory history = simulation.run(plan);
    long ended = System.nanoTime();
    List<Violation> violations = Checker.check(history);
    long checked = System.nanoTime();
    if (violations.isEmpty() && IndependentAudit.knows(plan.game())) {
      violations = IndependentAudit.violations(history);
      if (violations.isEmpty()) {
        violations = IndependentAudit.violationsInParts(history, plan.seed());
      }
    }
    long read = System.nanoTime();
    tally.add(plan, history, violations);
    tally.spent(ended - begin, checked - ended, read - checked);
  }

  private static void join(Future<?> worker) {
    try {
      worker.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    } catch (java.util.concurrent.ExecutionException failed) {
      throw new IllegalStateException("a run failed", failed.getCause());
    }
  }
}
