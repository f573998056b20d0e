package io.fairfall.crash.bets;

import io.fairfall.ledger.Hold;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stake that has no outcome yet.
 *
 * @param id version of the account entry that placed it: the bet's id for ever
 * @param seat 1 or 2
 * @param autoCashout what the player asked to be cashed out at, or null
 * @param cap the multiplier at which the profit reaches the round's maximum
 */
public record OpenBet(
    long id, long roundId, int seat, Wei stake, @Nullable Multiplier autoCashout, Multiplier cap)
    implements Hold {

  /**
   * Before its round flies: the multiplier at which the bet is won without a word from the player:
   * nobody gains by waiting above the cap, so reaching it cashes out too.
   */
  Multiplier target() {
    return autoCashout == null ? cap : autoCashout.min(cap);
  }

  /** The target of a bet of which only the public terms are at hand. */
  public static Multiplier targetOf(Wei stake, @Nullable Multiplier autoCashout, Wei maxProfit) {
    Multiplier cap = BetRule.cap(stake, maxProfit);
    return autoCashout == null ? cap : autoCashout.min(cap);
  }

  /** Whether a stake can win a hundredth of itself: with less the house could only keep it. */
  public static boolean canWin(Wei stake, Wei maxProfit) {
    return BetRule.canWin(stake, maxProfit);
  }

  public Optional<Multiplier> auto() {
    return Optional.ofNullable(autoCashout);
  }
}
