package io.fairfall.cli.audit;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A line now and then; nobody knows how much is left, for nobody has counted it before. */
final class Progress implements AutoCloseable {
  static final int SECONDS = 5;

  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final Future<?> lines;

  /**
   * Tells lines until it is closed.
   *
   * @param line what is to be told now
   */
  Progress(PrintWriter out, Supplier<String> line) {
    lines =
        thread.scheduleAtFixedRate(
            () -> {
              out.println(line.get());
              out.flush();
            },
            SECONDS,
            SECONDS,
            TimeUnit.SECONDS);
  }

  /** How many of what, and how many a second since the last line. */
  static String counted(String phase, long number, long before, String what) {
    return String.format(
        Locale.ROOT,
        "%-11s %,d %s, %,d a second",
        phase,
        number,
        what,
        (number - before) / SECONDS);
  }

  @Override
  public void close() {
    lines.cancel(false);
    thread.shutdown();
  }
}
