package io.fairfall.ledger;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an account: what happened, how money moved, and the whole account after it.
 *
 * @param format the form and the rules of its time, {@link #FORMAT} for what is written now
 * @param kind what kind of operation this is
 * @param trace the operation's fingerprint: its key and hash
 * @param stampMs the instant it was decided on: of a request its stamp, else the decider's clock
 * @param legs how money moved, closings included
 * @param own the hold that the operation itself ended or corrected, or null
 * @param due the holds that ended on the way, because their outcome was known
 * @param note what the kind needs beside the numbers: a void's rejection, an adjustment's operator
 *     and reason, the key of an external operation, a change of limits
 * @param after the account from now on; its version is this entry's
 */
public record AccountEntry(
    int format,
    Kind kind,
    Operation.RequestFingerprint trace,
    long stampMs,
    Legs legs,
    @Nullable Release own,
    List<Release> due,
    @Nullable String note,
    Account after) {

  public AccountEntry {
    due = List.copyOf(due);
  }

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
    DEPOSIT_REVERSED,
    OPENING,
    WITHDRAWAL,
    WITHDRAWAL_PAID,
    WITHDRAWAL_REFUNDED,
    LIMITS;

    /** The word that is stored for it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether the player asked for it and it counts to the rate.
     *
     * @param format of the entry: in the first one cashouts did not count
     */
    public boolean isThePlayers(int format) {
      return switch (this) {
        case BET, WITHDRAWAL, LIMITS, VOID -> true;
        case CASHOUT -> format > FORMAT_1;
        case SETTLE,
            ADJUSTMENT,
            DEPOSIT,
            DEPOSIT_REVERSED,
            OPENING,
            WITHDRAWAL_PAID,
            WITHDRAWAL_REFUNDED ->
            false;
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
  public String requireNote() {
    return Objects.requireNonNull(note, "an entry of this kind has a note");
  }

  /**
   * What an adjustment gave to the player, in wei, or took: what ended on the way is not in it.
   * Zero of other kinds that move nothing between house and player but by ends.
   */
  public BigInteger adjusted() {
    return due.stream()
        .map(release -> release.legs().house())
        .reduce(BigInteger.ZERO, BigInteger::add)
        .subtract(legs.house());
  }

  /** Whether it is an adjustment of an operator's. */
  public boolean isAdjustmentBy(String operator) {
    return kind == Kind.ADJUSTMENT
        && requireNote().startsWith(operator + Operation.Adjustment.NOTE_SEPARATOR);
  }

  /** The hold that this entry placed, if it is a {@link Kind#BET}; its id is this version. */
  public Optional<Hold> placed() {
    return kind == Kind.BET ? after.hold(version()) : Optional.empty();
  }

  /** The end of a hold, if this entry holds it. */
  public Optional<Release> releaseOf(long holdId) {
    if (own != null && own.holdId() == holdId) {
      return Optional.of(own);
    }
    return due.stream().filter(release -> release.holdId() == holdId).findFirst();
  }

  /**
   * The hold that was released as lost and is paid after all by this entry, if it is one of these.
   */
  public Optional<Release> correction() {
    return Optional.ofNullable(own).filter(Release::isCorrection);
  }
}
