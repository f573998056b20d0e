package io.fairfall.betlog.bets;

import io.avaje.jsonb.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What follows from how the legs of a bet stand.
 *
 * <p>One lost leg loses the bet, also while others are open. A push and a void drop their leg: a
 * parlay goes on with the others at their odds, a teaser at the price for as many as are left, and
 * a teaser of one leg is no bet. Where nothing is left the stake returns. So a straight bet, which
 * has no other leg, returns its stake on either.
 *
 * <p>A payout is the stake times the exact product of the odds, rounded once, at the end: half up
 * to the hundredth.
 */
public final class Grading {
  static final String ROUNDING = "half_up_to_hundredth";

  private Grading() {}

  /** How a bet as a whole stands. */
  public enum Result {
    OPEN,
    WON,
    LOST,
    /** The stake returns, since at least one leg pushed. */
    PUSH,
    /** The stake returns, since no leg counts. */
    VOID;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The member {@code payout_data} of a bet, in the stake's currency.
   *
   * @param result see {@link Result}, in lower case
   * @param payout what returns, the stake included; absent while the bet is open
   * @param profit the payout without the stake
   * @param potential what returns if every open leg wins; absent once the bet has ended
   * @param rounding how the payout was rounded, always {@link #ROUNDING}
   */
  @Json
  public record Payout(
      String result,
      @Nullable String payout,
      @Nullable String profit,
      @Nullable String potential,
      String rounding) {

    Result outcome() {
      return Result.valueOf(result.toUpperCase(Locale.ROOT));
    }

    BigDecimal profitOrZero() {
      return profit == null ? BigDecimal.ZERO.setScale(Stake.PLACES) : new BigDecimal(profit);
    }
  }

  /**
   * Grades a bet.
   *
   * @param statuses one for each of its legs
   */
  public static Payout of(Slip slip, List<LegStatus> statuses) {
    if (statuses.size() != slip.legs().size()) {
      throw new IllegalArgumentException("every leg has a status");
    }
    BigDecimal stake = slip.risk().amount();
    if (statuses.contains(LegStatus.LOST)) {
      return ended(Result.LOST, BigDecimal.ZERO.setScale(Stake.PLACES), stake);
    }
    Fraction factor = factor(slip, statuses);
    BigDecimal returned = Fraction.of(stake).times(factor).rounded(Stake.PLACES);
    if (statuses.contains(LegStatus.OPEN)) {
      return new Payout(Result.OPEN.word(), null, null, returned.toPlainString(), ROUNDING);
    }
    return ended(result(slip, statuses), returned, stake);
  }

  private static Payout ended(Result result, BigDecimal payout, BigDecimal stake) {
    return new Payout(
        result.word(),
        payout.toPlainString(),
        payout.subtract(stake).toPlainString(),
        null,
        ROUNDING);
  }

  private static Result result(Slip slip, List<LegStatus> statuses) {
    if (survivors(statuses) >= (slip.isTeaser() ? 2 : 1)) {
      return Result.WON;
    }
    return statuses.contains(LegStatus.PUSH) ? Result.PUSH : Result.VOID;
  }

  /** What a stake of one returns if every open leg wins. */
  private static Fraction factor(Slip slip, List<LegStatus> statuses) {
    if (slip.isTeaser()) {
      int survivors = survivors(statuses);
      return survivors < 2 ? Fraction.ONE : slip.teaserPrice(survivors).factor();
    }
    Fraction factor = Fraction.ONE;
    for (int leg = 0; leg < statuses.size(); leg++) {
      if (survives(statuses.get(leg))) {
        factor = factor.times(slip.legs().get(leg).price().factor());
      }
    }
    return factor;
  }

  private static int survivors(List<LegStatus> statuses) {
    return (int) statuses.stream().filter(Grading::survives).count();
  }

  private static boolean survives(LegStatus status) {
    return status == LegStatus.WON || status == LegStatus.OPEN;
  }
}
