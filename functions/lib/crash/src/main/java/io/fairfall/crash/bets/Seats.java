package io.fairfall.crash.bets;

import io.fairfall.ledger.Account;
import io.fairfall.ledger.GameState;

/**
 * The seats taken in one round.
 *
 * @param roundId 0 for none
 * @param taken bit 0 for seat 1, bit 1 for seat 2
 */
public record Seats(long roundId, int taken) implements GameState {
  static final Seats NONE = new Seats(0, 0);

  /** Highest seat of a round. */
  public static final int LAST_SEAT = 2;

  /** The seats that an account remembers. */
  static Seats of(Account account) {
    return account.state() instanceof Seats seats ? seats : NONE;
  }

  boolean isTaken(long round, int seat) {
    return round == roundId && (taken & bit(seat)) != 0;
  }

  Seats take(long round, int seat) {
    return round == roundId ? new Seats(round, taken | bit(seat)) : new Seats(round, bit(seat));
  }

  private static int bit(int seat) {
    return 1 << (seat - 1);
  }
}
