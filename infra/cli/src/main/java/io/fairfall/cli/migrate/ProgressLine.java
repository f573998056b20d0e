package io.fairfall.cli.migrate;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** One line that is written over on a terminal, and now and then a line of its own elsewhere. */
final class ProgressLine {
  private static final long TERMINAL_EVERY_MS = 500;
  private static final long ELSEWHERE_EVERY_MS = 15_000;

  private final PrintWriter out;
  private final long fileBytes;
  private final boolean isTerminal;
  private final long startNs;
  private long shownMs;

  /**
   * @param nowNs of a clock that only ever runs forward
   */
  ProgressLine(PrintWriter out, long fileBytes, boolean isTerminal, long nowNs) {
    this.out = out;
    this.fileBytes = fileBytes;
    this.isTerminal = isTerminal;
    this.startNs = nowNs;
  }

  void show(long rows, long bytes, long nowNs) {
    long elapsedMs = TimeUnit.NANOSECONDS.toMillis(nowNs - startNs);
    if (elapsedMs - shownMs < (isTerminal ? TERMINAL_EVERY_MS : ELSEWHERE_EVERY_MS)) {
      return;
    }
    shownMs = elapsedMs;
    String text = text(rows, bytes, elapsedMs);
    if (isTerminal) {
      out.print("\r" + text + "    ");
    } else {
      out.println(text);
    }
    out.flush();
  }

  String text(long rows, long bytes, long elapsedMs) {
    long done = Math.max(1, Math.min(bytes, fileBytes));
    Duration left = Duration.ofMillis((long) (elapsedMs * ((double) (fileBytes - done) / done)));
    return String.format(
        Locale.ROOT,
        "%,d rows, %d%%, %,d a second, about %d min %02d s left",
        rows,
        100 * done / Math.max(1, fileBytes),
        rows * 1_000 / Math.max(1, elapsedMs),
        left.toMinutes(),
        left.toSecondsPart());
  }
}
