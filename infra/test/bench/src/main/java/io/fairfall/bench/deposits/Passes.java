package io.fairfall.bench.deposits;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * One reader's ways through the chain, one after the other in one process, each with nothing kept
 * from the one before but compiled code. The first says how fast it is while nearly all of it is
 * new; the later half says how fast it is in a process that has run for a while.
 */
record Passes(List<Pace> paces) {
  Passes {
    paces = List.copyOf(paces);
    if (paces.isEmpty()) {
      throw new IllegalArgumentException("a reader reads once at least");
    }
  }

  /** While nothing of it is compiled. */
  Pace first() {
    return paces.getFirst();
  }

  /** Whether there is more than the first pass. */
  boolean isWarm() {
    return paces.size() > 1;
  }

  /** The passes that count as warm: the later half, rounded down. */
  private List<Pace> warm() {
    return paces.subList(paces.size() - paces.size() / 2, paces.size());
  }

  /**
   * The one in the middle of the warm passes; of two in the middle the slower one.
   *
   * @throws IllegalStateException if there was one pass only
   */
  Pace median() {
    if (!isWarm()) {
      throw new IllegalStateException("the only pass was the first");
    }
    List<Pace> fastestFirst = warm().stream().sorted(Comparator.comparingDouble(Pace::ms)).toList();
    return fastestFirst.get(fastestFirst.size() / 2);
  }

  /** Every pass, for whoever wants to see how much they differ. */
  String each() {
    return String.join(
        ", ",
        paces.stream()
            .map(pace -> String.format(Locale.ROOT, "%,.0f", pace.blocksPerSecond()))
            .toList());
  }
}
