package io.fairfall.bench.deposits;

import java.math.BigInteger;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Readers beside each other, as a table in Markdown. */
final class PaceTable {
  private static final String FIRST = "first pass";
  private static final String WARM = "warm";

  private PaceTable() {}

  /**
   * The table. A first pass is compared with a first pass, and a warm one with a warm one.
   *
   * @param ours what the others are compared with
   * @param due what the oracle says
   */
  static String of(Passes ours, List<Passes> others, BigInteger due) {
    Formatter text = new Formatter(Locale.ROOT);
    text.format("| | | blocks/s | calls per block | deposits | Fairfall is |%n");
    text.format("|---|---|---|---|---|---|%n");
    line(text, ours.first(), FIRST, null, due);
    others.forEach(other -> line(text, other.first(), FIRST, ours.first(), due));
    if (ours.isWarm()) {
      line(text, ours.median(), WARM, null, due);
      others.stream()
          .filter(Passes::isWarm)
          .forEach(other -> line(text, other.median(), WARM, ours.median(), due));
    }
    text.format("%n");
    each(text, ours);
    others.stream().filter(Passes::isWarm).forEach(other -> each(text, other));
    return text.toString();
  }

  private static void line(
      Formatter text, Pace pace, String state, @Nullable Pace ours, BigInteger due) {
    String sum =
        pace.wei() == null
            ? "not looked for"
            : pace.wei().equals(due) ? "all, to the wei" : "off by " + pace.wei().subtract(due);
    String ratio =
        ours == null
            ? ""
            : String.format(
                Locale.ROOT, "%.2f × as fast", ours.blocksPerSecond() / pace.blocksPerSecond());
    text.format(
        "| %s | %s | %,.0f | %.2f | %s | %s |%n",
        pace.name(), state, pace.blocksPerSecond(), pace.callsPerBlock(), sum, ratio);
  }

  private static void each(Formatter text, Passes passes) {
    text.format("%s, each pass: %s blocks/s%n", passes.first().name(), passes.each());
  }
}
