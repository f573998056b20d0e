package io.fairfall.conductor;

import io.fairfall.edge.Environment;
import io.fairfall.money.Wei;

/**
 * The terms that new rounds are opened on. A round records its own, so that changing them touches
 * no round that is open.
 *
 * @param bettingMs for how long a round takes bets
 * @param lockMs from the last bet to the start: what is under way has landed by then
 * @param pauseMs for how long a crash stays on the screen
 * @param maxProfit of one bet
 */
record Terms(long bettingMs, long lockMs, long pauseMs, Wei minStake, Wei maxStake, Wei maxProfit) {

  /** A flight of this length is at 65 million: longer ones are left to a successor. */
  private static final long LONG_FLIGHT_MS = 300_000;

  static Terms of(Environment environment) {
    return new Terms(
        environment.requireNumber("BETTING_MS"),
        environment.requireNumber("LOCK_MS"),
        environment.requireNumber("PAUSE_MS"),
        Wei.parse(environment.require("MIN_STAKE")),
        Wei.parse(environment.require("MAX_STAKE")),
        Wei.parse(environment.require("MAX_PROFIT")));
  }

  /** The time that a conductor must have left before it opens a round. */
  long longRoundMs() {
    return pauseMs + bettingMs + lockMs + LONG_FLIGHT_MS;
  }
}
