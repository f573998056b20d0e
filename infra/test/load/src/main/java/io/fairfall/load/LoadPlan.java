package io.fairfall.load;

import java.time.Duration;

/**
 * How much is played.
 *
 * @param players bots at once
 * @param duration how long they bet
 * @param socketShare the share of them, 0 to 1, that follows and asks over the WebSocket
 * @param seed of all their choices; the instants at which answers arrive are not theirs to choose
 * @param settlement how long the house may take afterwards until no stake is open; with zero the
 *     bots end their bets themselves, by one operation more
 */
public record LoadPlan(
    int players, Duration duration, double socketShare, long seed, Duration settlement) {
  private static final int MAX_PLAYERS = 5_000;

  public LoadPlan {
    if (players < 1 || players > MAX_PLAYERS) {
      throw new IllegalArgumentException("players: 1 to " + MAX_PLAYERS + ".");
    }
    if (socketShare < 0 || socketShare > 1) {
      throw new IllegalArgumentException("socket-share: 0 to 1.");
    }
  }
}
