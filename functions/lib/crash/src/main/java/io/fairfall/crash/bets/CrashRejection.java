package io.fairfall.crash.bets;

import io.fairfall.ledger.Rejection;

/** The reasons for which the crash game rejects a bet or a cashout. */
public enum CrashRejection implements Rejection {
  /** The round takes no bets any more, or is none that is open. */
  ROUND_CLOSED,
  /** The player has a bet on this seat of the round. */
  SEAT_TAKEN,
  /** The bankroll that the round was opened with allows no profit to any stake. */
  HOUSE_UNFUNDED,
  /** The stake is outside of the round's bounds, or could win nothing. */
  STAKE_OUT_OF_BOUNDS,
  /** There is nothing to cash out of: the flight has not begun, or never will. */
  NOT_FLYING,
  /** The request arrived after the crash. */
  ALREADY_CRASHED
}
