package io.fairfall.simulation.disclosure;

import java.util.SplittableRandom;

/**
 * Many rounds, each with a bot that has requests open and finishes them on the first news of the
 * crash: the announcement, the refusal of a small cashout of its own, or the payment of one that
 * does not come. Beside it play an honest player with a line that is not slow beyond reason, and
 * one whose request starts a handler.
 */
public final class DisclosureSimulation {
  private final DisclosureRules rules;
  private final StampedWhen stamped;
  private final SplittableRandom random;

  /**
   * @param seed decides everything: the same seed runs alike again
   */
  public DisclosureSimulation(DisclosureRules rules, StampedWhen stamped, long seed) {
    this.rules = rules;
    this.stamped = stamped;
    this.random = new SplittableRandom(seed);
  }

  /** Plays rounds. */
  public DisclosureTally run(long rounds) {
    long botPaid = 0;
    long closestMs = Long.MAX_VALUE;
    long honestInTime = 0;
    long honestPaid = 0;
    long coldInTime = 0;
    long coldLost = 0;
    long atStamps = 0;
    long paid = 0;
    for (long i = 0; i < rounds; i++) {
      DisclosureRound round = new DisclosureRound(rules, stamped, random.split());
      long lateByMs = round.botIsLateByMs();
      if (lateByMs <= 0) {
        botPaid++;
      } else {
        closestMs = Math.min(closestMs, lateByMs);
      }
      DisclosureRound.Honest honest = round.honest();
      honestInTime += honest == DisclosureRound.Honest.LATE ? 0 : 1;
      honestPaid += honest == DisclosureRound.Honest.PAID ? 1 : 0;
      DisclosureRound.Cold cold = round.cold();
      coldInTime += cold.atStamp() > 0 ? 1 : 0;
      coldLost += cold.atStamp() > 0 && cold.paid() == 0 ? 1 : 0;
      atStamps += cold.atStamp();
      paid += cold.paid();
    }
    double staked = 100.0 * rounds;
    return new DisclosureTally(
        rounds,
        botPaid,
        botPaid == rounds ? 0 : closestMs,
        honestInTime,
        honestPaid,
        coldInTime,
        coldLost,
        atStamps / staked,
        paid / staked);
  }
}
