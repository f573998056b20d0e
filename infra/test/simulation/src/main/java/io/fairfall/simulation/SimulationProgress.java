package io.fairfall.simulation;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A line on standard error every few seconds, for who waits. */
final class SimulationProgress implements AutoCloseable {
  private static final int EVERY_SECONDS = 5;

  private final RunTally tally;
  private final long seeds;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

  SimulationProgress(RunTally tally, long seeds) {
    this.tally = tally;
    this.seeds = seeds;
  }

  void start() {
    var _ = timer.scheduleAtFixedRate(this::print, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  private void print() {
    System.err.printf(
        "%,d of %,d seeds, %,d operations, %,d violations%n",
        tally.seeds(), seeds, tally.operations(), tally.violations());
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
