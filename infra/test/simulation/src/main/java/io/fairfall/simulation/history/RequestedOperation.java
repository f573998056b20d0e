package io.fairfall.simulation.history;

import java.math.BigInteger;

/**
 * What somebody asks for. What does not belong to its kind is zero or empty. A roll of dice has the
 * called number for a seat, and the throw that decides for a round.
 *
 * @param key a client's name for it, or the key of something that happened outside; empty where
 *     none is taken
 * @param seat of a bet; of limits, the minutes of the reminder that comes with them
 * @param autoHundredths 0 for none
 * @param expectedVersion -1 for none
 * @param amount stake, or what moves
 */
public record RequestedOperation(
    Kind kind,
    String player,
    String key,
    long roundId,
    int seat,
    BigInteger amount,
    long autoHundredths,
    long expectedVersion,
    long betId) {

  /** Kinds of requests. */
  public enum Kind {
    BET,
    CASHOUT,
    ROLL,
    ADJUSTMENT,
    WITHDRAWAL,
    LIMITS,
    DEPOSIT,
    OPENING,
    WITHDRAWAL_PAID,
    WITHDRAWAL_REFUNDED;

    /** Whether it is about something that happened outside, once for its key. */
    public boolean isExternal() {
      return switch (this) {
        case DEPOSIT, OPENING, WITHDRAWAL_PAID, WITHDRAWAL_REFUNDED -> true;
        case BET, CASHOUT, ROLL, ADJUSTMENT, WITHDRAWAL, LIMITS -> false;
      };
    }
  }

  public static RequestedOperation cashout(String player, long betId) {
    return new RequestedOperation(Kind.CASHOUT, player, "", 0, 0, BigInteger.ZERO, 0, -1, betId);
  }

  /** Something that has a key and an amount, and nothing else. */
  public static RequestedOperation keyed(Kind kind, String player, String key, long amount) {
    return new RequestedOperation(kind, player, key, 0, 0, BigInteger.valueOf(amount), 0, -1, 0);
  }

  /** The same key for another amount, which nobody must ask. */
  public RequestedOperation withAmount(BigInteger other) {
    return new RequestedOperation(
        kind, player, key, roundId, seat, other, autoHundredths, expectedVersion, betId);
  }
}
