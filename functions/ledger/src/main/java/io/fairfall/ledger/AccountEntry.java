package io.fairfall.ledger;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an account: what happened, how money moved, and the whole account after it.
 *
 * @param format the form and the rules of its time, {@link #FORMAT} for what is written now
 * @param kind what kind of operation this is
 * @param trace the operation's key and hash
 * @param stampMs the instant it was decided on: of a request its stamp, else the decider's clock
 * @param legs how money moved, closings included
 * @param cashout the bet that the operation itself cashed out or corrected, or null
 * @param closes the bets that ended on the way, because their outcome was known
 * @param note what the kind needs beside the numbers: a void's rejection, an adjustment's operator
 *     and reason, the key of an external operation, a change of limits
 * @param after the account from now on; its version is this entry's
 */
public record AccountEntry(
    int format,
    Kind kind,
    Operation.Trace trace,
    long stampMs,
    Legs legs,
    @Nullable Close cashout,
    List<Close> closes,
    @Nullable String note,
    Account after) {

  /**
   * What the house wrote first: fingerprints were hashes of Java's own texts, cashouts did not
   * count to the player's rate, and a correction had no receipt.
   */
  public static final int FORMAT_1 = 1;

  /** What is written now. */
  public static final int FORMAT = 2;

  /** Kinds of entries. */
  public enum Kind {
    BET,
    CASHOUT,
    SETTLE,
    ADJUSTMENT,
    VOID,
    DEPOSIT,
    OPENING,
    WITHDRAWAL,
    WITHDRAWAL_PAID,
    WITHDRAWAL_REFUNDED,
    LIMITS;

    /**
     * Whether the player asked for it and it counts to the rate.
     *
     * @param format of the entry: in the first one cashouts did not count
     */
    boolean isThePlayers(int format) {
      return switch (this) {
        case BET, WITHDRAWAL, LIMITS, VOID -> true;
        case CASHOUT -> format > FORMAT_1;
        case SETTLE, ADJUSTMENT, DEPOSIT, OPENING, WITHDRAWAL_PAID, WITHDRAWAL_REFUNDED -> false;
      };
    }
  }

  public long version() {
    return after.version();
  }

  /** The version of the game journal that it was decided on. */
  public long gameVersion() {
    return after.gameVersion();
  }

  /** The version of the settings that it was decided on. */
  public long settingsVersion() {
    return after.settingsVersion();
  }

  /** What the kind needs beside the numbers. */
  String requireNote() {
    return Objects.requireNonNull(note, "an entry of this kind has a note");
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

  /** The bet that was closed as lost and is paid after all by this entry, if it is one of these. */
  Optional<Close> correction() {
    return Optional.ofNullable(cashout).filter(close -> close.result() == Close.Result.CORRECTED);
  }

  /** Why a void stands where the operation would have been. */
  Rejection rejection() {
    return Rejection.valueOf(requireNote());
  }
}
