package io.fairfall.ledger;

import io.fairfall.money.Wei;

/** How a {@link Hold} ended, as its game says. */
public interface Release {
  /** The hold that ended. */
  long holdId();

  /** What had been locked, in wei. */
  Wei stake();

  /** What the player gets of it, in wei: zero for a loss. */
  Wei payout();

  /** Whether the house kept the stake: only such a release can be corrected. */
  boolean isLost();

  /**
   * Whether the hold had been released as lost before and is paid after all. There is one
   * correction of a hold at most, for ever.
   */
  boolean isCorrection();

  /** How the money moves. */
  default Legs legs() {
    return isCorrection() ? Legs.houseToAvailable(payout().value()) : Legs.close(stake(), payout());
  }
}
