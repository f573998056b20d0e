package io.fairfall.bench.deposits;

import java.math.BigInteger;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;

/** Readers beside each other, as a table in Markdown. */
final class PaceTable {
  private PaceTable() {}

  /**
   * The table.
   *
   * @param ours what the others are compared with
   * @param due what the oracle says
   */
  static String of(Pace ours, List<Pace> others, BigInteger due) {
    Formatter text = new Formatter(Locale.ROOT);
    text.format("| | blocks/s | calls per block | deposits | Fairfall is |%n");
    text.format("|---|---|---|---|---|%n");
    line(text, ours, ours, due);
    others.forEach(other -> line(text, other, ours, due));
    return text.toString();
  }

  private static void line(Formatter text, Pace pace, Pace ours, BigInteger due) {
    String sum =
        pace.wei() == null
            ? "not looked for"
            : pace.wei().equals(due) ? "all, to the wei" : "off by " + pace.wei().subtract(due);
    String ratio =
        pace.equals(ours)
            ? ""
            : String.format(
                Locale.ROOT, "%.1f × as fast", ours.blocksPerSecond() / pace.blocksPerSecond());
    text.format(
        "| %s | %,.0f | %.2f | %s | %s |%n",
        pace.name(), pace.blocksPerSecond(), pace.callsPerBlock(), sum, ratio);
  }
}
