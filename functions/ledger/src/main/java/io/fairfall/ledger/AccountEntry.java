package io.fairfall.ledger;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an account: what happened, how money moved, and the whole account after it.
 *
 * @param kind what kind of operation this is
 * @param trace the operation's key and hash
 * @param stampMs the stamp it was decided on, 0 where none counts
 * @param gameVersion the version of the game journal it was decided on
 * @param legs how money moved, closings included
 * @param cashout the bet that the operation itself cashed out or corrected, or null
 * @param closes the bets that ended on the way, because their outcome was known
 * @param note a void's rejection, an adjustment's reason and operator, or null
 * @param after the account from now on; its version is this entry's
 */
public record AccountEntry(
    Kind kind,
    Operation.Trace trace,
    long stampMs,
    long gameVersion,
    Legs legs,
    @Nullable Close cashout,
    List<Close> closes,
    @Nullable String note,
    Account after) {

  /** Kinds of entries. */
  public enum Kind {
    BET,
    CASHOUT,
    SETTLE,
    ADJUSTMENT,
    VOID
  }

  public long version() {
    return after.version();
  }

  /** The bet that this entry placed, if it is a bet's. */
  public Optional<OpenBet> bet() {
    return kind == Kind.BET ? after.openBet(version()) : Optional.empty();
  }

  /** The end of a bet, if this entry holds it. */
  public Optional<Close> closeOf(long betId) {
    if (cashout != null && cashout.betId() == betId) {
      return Optional.of(cashout);
    }
    return closes.stream().filter(close -> close.betId() == betId).findFirst();
  }

  /** Why a void stands where the operation would have been. */
  Rejection rejection() {
    return Rejection.valueOf(Objects.requireNonNull(note, "a void names its rejection"));
  }
}
