package io.fairfall.bench.realtime;

import io.fairfall.load.Tree;
import java.util.Locale;

/**
 * How long something took, in milliseconds.
 *
 * @param missing how often it never happened
 */
record Latency(long count, long missing, double p50, double p99) {

  static Latency of(Tree answer) {
    return new Latency(
        answer.number("count"),
        answer.number("missing"),
        decimal(answer, "p50"),
        decimal(answer, "p99"));
  }

  /** A number with its fraction, which a tree's whole numbers leave out. */
  static double decimal(Tree answer, String name) {
    if (answer.at(name).value() instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalStateException(name + " is not a number in " + answer);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%,.0f / %,.0f", p50, p99);
  }
}
