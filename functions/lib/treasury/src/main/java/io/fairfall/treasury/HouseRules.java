package io.fairfall.treasury;

import io.fairfall.crash.bets.RoundFacts;
import java.math.BigInteger;
import java.util.Optional;

/** What the next entry of the house is. Nothing here knows a store or a clock. */
public final class HouseRules {
  private HouseRules() {}

  /**
   * The next posting of a round: what its facts come to, less what is posted of it.
   *
   * @param previous the round's newest posting
   * @param told the round's facts, read after {@code previous}
   * @return nothing if the facts change nothing; then the next posting counts them
   */
  public static Optional<HouseEntry.Posted> post(
      HouseBalance balance, long roundId, Optional<RoundPosting> previous, RoundFacts.Told told) {
    long counted = previous.map(RoundPosting::through).orElse(0L);
    if (told.through() < counted) {
      throw new IllegalStateException("facts of round " + roundId + " are gone that were posted");
    }
    BigInteger total = RoundPnl.of(told.facts()).house();
    BigInteger delta = total.subtract(previous.map(RoundPosting::total).orElse(BigInteger.ZERO));
    if (delta.signum() == 0) {
      return Optional.empty();
    }
    long slot = previous.map(RoundPosting::slot).orElse(0L) + 1;
    RoundPosting posting =
        new RoundPosting(roundId, slot, counted + 1, told.through(), delta, total);
    return Optional.of(new HouseEntry.Posted(posting, balance.afterPosting(delta)));
  }

  /** The next posting of an adjustment: it has happened, whatever the house owns. */
  public static HouseEntry.Adjusted adjust(HouseBalance balance, AdjustmentPosting posting) {
    return new HouseEntry.Adjusted(posting, balance.afterPosting(posting.delta()));
  }

  /** The next funding, or nothing if it takes more than there is. */
  public static Optional<HouseEntry.Funded> fund(HouseBalance balance, HouseFunding funding) {
    HouseBalance after = balance.afterFunding(funding.amount());
    return funding.amount().signum() < 0 && after.bankroll().signum() < 0
        ? Optional.empty()
        : Optional.of(new HouseEntry.Funded(funding, after));
  }

  /** Ether that is taken out, or nothing if it takes more than there is, or more than is free. */
  public static Optional<HouseEntry.Funded> withdraw(
      FreeBankroll.Known free, HouseFunding funding) {
    return fund(free.exposure().books(), funding)
        .filter(taken -> free.wei().add(funding.amount()).signum() >= 0);
  }
}
