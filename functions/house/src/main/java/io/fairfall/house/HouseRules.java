package io.fairfall.house;

import io.fairfall.game.bets.RoundFacts;
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
      Books books, long roundId, Optional<Posting> previous, RoundFacts.Told told) {
    long counted = previous.map(Posting::through).orElse(0L);
    if (told.through() < counted) {
      throw new IllegalStateException("facts of round " + roundId + " are gone that were posted");
    }
    BigInteger total = Takings.of(told.facts()).house();
    BigInteger delta = total.subtract(previous.map(Posting::total).orElse(BigInteger.ZERO));
    if (delta.signum() == 0) {
      return Optional.empty();
    }
    long slot = previous.map(Posting::slot).orElse(0L) + 1;
    Posting posting = new Posting(roundId, slot, counted + 1, told.through(), delta, total);
    return Optional.of(new HouseEntry.Posted(posting, books.afterPosting(delta)));
  }

  /** The next funding, or nothing if it takes more than there is. */
  public static Optional<HouseEntry.Funded> fund(Books books, Funding funding) {
    Books after = books.afterFunding(funding.amount());
    return funding.amount().signum() < 0 && after.bankroll().signum() < 0
        ? Optional.empty()
        : Optional.of(new HouseEntry.Funded(funding, after));
  }
}
