package io.fairfall.simulation.disclosure;

import java.util.Locale;

/**
 * What came out of many rounds.
 *
 * @param rounds rounds that were played
 * @param botPaid rounds in which a bot was paid for a request that it finished on news of the crash
 * @param botClosestMs how near the best of its requests that were late came to the crash instant; 0
 *     where none was late
 * @param honestInTime honest cashouts whose stamp was in the flight, at most {@link
 *     DisclosureRound#HONEST_LAG_MS} before their handler's start
 * @param honestPaid those of them that were paid what the curve shows at their stamp
 * @param coldInTime cashouts in the flight whose handler had to be started first
 * @param coldLost those of them that were refused, because the flight ended on their way
 * @param stampReturn what all that waited for an instance would have been paid at their stamps, as
 *     a share of what they staked
 * @param coldReturn what they were paid
 */
public record DisclosureTally(
    long rounds,
    long botPaid,
    long botClosestMs,
    long honestInTime,
    long honestPaid,
    long coldInTime,
    long coldLost,
    double stampReturn,
    double coldReturn) {

  /** A line for a table. */
  public String line(String rules, StampedWhen stamped) {
    return String.format(
        Locale.ROOT,
        "%-26s %-20s %8d %8d %8d  %d of %d  %d of %d  %.4f  %.4f",
        rules,
        stamped.name().toLowerCase(Locale.ROOT),
        rounds,
        botPaid,
        botClosestMs,
        honestPaid,
        honestInTime,
        coldInTime - coldLost,
        coldInTime,
        stampReturn,
        coldReturn);
  }

  /** What stands above the lines. */
  public static String heading() {
    return String.format(
        Locale.ROOT,
        "%-26s %-20s %8s %8s %8s  %s",
        "rules",
        "stamped when",
        "rounds",
        "bot paid",
        "ms late",
        "honest paid, after a cold start, return at stamps, return as paid");
  }

  /** Whether no bot earned anything and no honest player lost anything. */
  public boolean isSound() {
    return botPaid == 0 && honestPaid == honestInTime;
  }
}
