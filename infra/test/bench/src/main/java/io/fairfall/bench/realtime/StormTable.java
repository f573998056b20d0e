package io.fairfall.bench.realtime;

import java.util.Formatter;
import java.util.List;
import java.util.Locale;

/** A storm as tables in Markdown. */
final class StormTable {
  private static final double KILO = 1_000;

  /** Chance alone stays within this many standard deviations, once in some thousand seconds not. */
  private static final double DEVIATIONS = 4;

  private static final int SINGLE_SECONDS = 10;
  private static final int SECONDS_PER_LINE = 10;

  private final Formatter text = new Formatter(Locale.ROOT);

  private StormTable() {}

  /**
   * The tables.
   *
   * @param expected attempts in each second while none succeeds
   */
  static String of(Storm storm, List<Double> expected) {
    StormTable table = new StormTable();
    table.outcome(storm);
    table.attempts(storm, expected);
    table.unexpected(storm);
    return table.text.toString();
  }

  private void outcome(Storm storm) {
    text.format("| | |%n");
    text.format("|---|---|%n");
    text.format("| browsers | %,d |%n", storm.clients());
    text.format("| server ready again after the kill | %.1f s |%n", storm.backSeconds());
    text.format(
        "| half, 99%% and all live again after the kill | %.1f s, %.1f s, %.1f s |%n",
        storm.liveAfter(0.5), storm.liveAfter(0.99), storm.liveAfter(1));
    text.format("| attempts to connect | %,d |%n", storm.attempts().size());
    text.format("| HTTP requests | %,d |%n", storm.requests());
    text.format("| browsers whose state is the server's | %,d |%n", storm.comparison().equal());
    storm
        .snapshots()
        .forEach(
            (channel, count) ->
                text.format("| snapshots of %s computed | %,d |%n", channel, count));
    storm.errors().forEach((what, count) -> text.format("| errors: %s | %,d |%n", what, count));
    storm.losses().forEach((why, count) -> text.format("| sockets lost: %s | %,d |%n", why, count));
    text.format(
        "| resident memory of a browser of the test | %,.0f kB |%n", storm.browserBytes() / KILO);
  }

  private void attempts(Storm storm, List<Double> expected) {
    text.format("%n| seconds after the kill | most attempts in one | bound |%n");
    text.format("|---|---|---|%n");
    int[] counts = storm.perSecond();
    int above = 0;
    for (int from = 0; from < counts.length; ) {
      int to = Math.min(counts.length, from + (from < SINGLE_SECONDS ? 1 : SECONDS_PER_LINE));
      int most = 0;
      double widest = 0;
      for (int second = from; second < to; second++) {
        double bound = bound(second < expected.size() ? expected.get(second) : 0);
        above += counts[second] > bound ? 1 : 0;
        most = Math.max(most, counts[second]);
        widest = Math.max(widest, bound);
      }
      String seconds = to - from == 1 ? Integer.toString(from) : from + " to " + (to - 1);
      text.format("| %s | %,d | %,.0f |%n", seconds, most, widest);
      from = to;
    }
    text.format(
        "%nThe bound is what the backoff's formula expects while no attempt succeeds, and %.0f"
            + " standard deviations. Above it: %d of %d seconds.%n",
        DEVIATIONS, above, counts.length);
  }

  private static double bound(double expected) {
    return expected + DEVIATIONS * Math.sqrt(expected);
  }

  private void unexpected(Storm storm) {
    if (!storm.unexpected().isEmpty()) {
      text.format("Nothing explains: %s%n", storm.unexpected());
    }
    if (!storm.comparison().example().isEmpty()) {
      text.format("A browser shows:%n%s%n", storm.comparison().example());
    }
  }
}
