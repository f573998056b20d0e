package io.fairfall.treasury;

import io.fairfall.crash.RoundEvent.Force;
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.money.Multiplier;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * Where a flight would cost the house more than it may: there every bet that still flies is cashed
 * out.
 *
 * <p>With stakes S and a bound L on what they may win together, that is 1 + L / S, rounded down to
 * hundredths: S × (m − 1) is at most L for every m up to there, whoever cashes out earlier. It is
 * computed on the bets that have been told when the round is locked, and the round's start names
 * how many these are, so that anybody can compute it again. It is never below 1.01, at which no bet
 * is worth less than its stake.
 */
public final class ForcePoint {
  private static final BigInteger HUNDRED = BigInteger.valueOf(100);
  private static final BigInteger LOWEST = BigInteger.valueOf(101);
  private static final BigInteger HIGHEST = BigInteger.valueOf(Long.MAX_VALUE);

  private ForcePoint() {}

  /**
   * The force point of a round, none if nobody has staked.
   *
   * @param told the bets that have been told
   * @param bound what the round may cost, in wei, at least 0
   */
  public static Optional<Force> of(RoundFacts.Told told, BigInteger bound) {
    BigInteger stakes = stakes(told.facts());
    if (stakes.signum() == 0) {
      return Optional.empty();
    }
    BigInteger hundredths = HUNDRED.add(bound.multiply(HUNDRED).divide(stakes));
    long at = hundredths.max(LOWEST).min(HIGHEST).longValueExact();
    return Optional.of(new Force(new Multiplier(at), told.through()));
  }

  /**
   * The stakes that were told too late to be counted, in wei: as many as there are to what was
   * counted, so much more than its bound the round may cost.
   *
   * @param counted the bets up to the version that the round's start names
   * @param all the bets that are told by now
   */
  public static BigInteger missed(RoundFacts.Told counted, RoundFacts.Told all) {
    return stakes(all.facts()).subtract(stakes(counted.facts()));
  }

  private static BigInteger stakes(List<PublicBetEvent> facts) {
    return facts.stream()
        .filter(fact -> fact.kind() == PublicBetEvent.Kind.BET)
        .map(fact -> fact.stake().value())
        .reduce(BigInteger.ZERO, BigInteger::add);
  }
}
