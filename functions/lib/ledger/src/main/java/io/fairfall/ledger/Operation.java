package io.fairfall.ledger;

import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;

/** Something that is to happen to an account. Stamps are milliseconds since 1970. */
public sealed interface Operation
    permits GameOperation,
        Operation.Settle,
        Operation.Adjustment,
        Operation.Withdrawal,
        Operation.ChangePlayerLimits,
        Operation.DepositReversal,
        Operation.External {

  /** Ends every hold whose outcome is known. */
  record Settle() implements Operation {
    @Override
    public boolean asksGame() {
      return true;
    }

    /** What is remembered may be older than what there is to settle. */
    @Override
    public boolean asksFreshly() {
      return true;
    }

    @Override
    public RequestFingerprint trace(int format) {
      return RequestFingerprint.SYSTEM;
    }
  }

  /**
   * The house gives, or with a negative amount takes.
   *
   * @param reason why, for the record
   * @param operator who
   */
  record Adjustment(OperationId id, BigInteger amount, String reason, String operator)
      implements Operation {
    /** Between operator and reason, as entries store them. */
    public static final String NOTE_SEPARATOR = ": ";

    /** The operator whose adjustments are play ether, which is in no house's books. */
    public static final String FAUCET = "faucet";

    public Adjustment {
      if (operator.contains(NOTE_SEPARATOR)) {
        throw new IllegalArgumentException("an operator's name has no colon and space");
      }
    }

    @Override
    public RequestFingerprint trace(int format) {
      return RequestFingerprint.of(
          id, Fingerprint.of("adjustment", amount.toString(), reason, operator), format);
    }

    /** Operator and reason, as entries store them. */
    String note() {
      return operator + NOTE_SEPARATOR + reason;
    }

    @Override
    public Optional<OperationId> key() {
      return Optional.of(id);
    }
  }

  /**
   * Money came in from outside.
   *
   * @param receiptKey what tells this deposit from every other for ever, like {@code
   *     deposit:1:0x…:N}
   */
  record Deposit(String receiptKey, Wei amount) implements External {
    /**
     * Nothing but its amount could be refused, which is the same each time; and if the receipt
     * stands already then its slot refuses the whole transaction, and the next try reads it.
     */
    @Override
    public boolean buildsOnRemembered() {
      return true;
    }

    @Override
    public AccountEntry.Kind kind() {
      return AccountEntry.Kind.DEPOSIT;
    }

    @Override
    public RequestFingerprint trace(int format) {
      return RequestFingerprint.SYSTEM;
    }
  }

  /**
   * A deposit has left the chain for good: as much of what is still owed is taken back as there is.
   * Each taking has a number of its own; see {@link DepositReversals}.
   *
   * @param receiptKey the deposit's
   * @param slot its number is this less 1: where its receipt stands, from 2
   * @param taken what the takings before it took
   * @param owed what is still to be taken: the deposit's amount less {@code taken}
   * @param operator who says that it has left the chain
   * @param reason why, for the record
   */
  record DepositReversal(
      String receiptKey, long slot, Wei taken, Wei owed, String operator, String reason)
      implements Operation {
    public DepositReversal {
      if (operator.contains(Adjustment.NOTE_SEPARATOR)) {
        throw new IllegalArgumentException("an operator's name has no colon and space");
      }
    }

    /** Whether it is the first taking: that one is written even where there is nothing to take. */
    boolean isFirst() {
      return slot == DepositReversals.FIRST_SLOT;
    }

    /** What the account's entry notes: key, slot, all that was taken so far, who and why. */
    String note(Wei taking) {
      return ExternalReceipts.note(
          receiptKey,
          slot + " " + taken.plus(taking) + " " + operator + Adjustment.NOTE_SEPARATOR + reason);
    }

    @Override
    public RequestFingerprint trace(int format) {
      return RequestFingerprint.SYSTEM;
    }
  }

  /** The balance that a player brings from an older system, once. */
  record Opening(String receiptKey, Wei amount) implements External {
    @Override
    public AccountEntry.Kind kind() {
      return AccountEntry.Kind.OPENING;
    }

    @Override
    public RequestFingerprint trace(int format) {
      return RequestFingerprint.SYSTEM;
    }
  }

  /**
   * The player wants money out. It leaves the account at once; what becomes of it is a paid or a
   * refunded withdrawal.
   *
   * @param to where it shall go
   * @param expectedVersion the one account version it may be decided on, if the client insists
   * @param stampMs when API Gateway received it
   */
  record Withdrawal(
      OperationId id, Wei amount, String to, OptionalLong expectedVersion, long stampMs)
      implements Operation {
    /** As above, on whatever version the account has. */
    public Withdrawal(OperationId id, Wei amount, String to, long stampMs) {
      this(id, amount, to, OptionalLong.empty(), stampMs);
    }

    @Override
    public boolean asksGame() {
      return true;
    }

    @Override
    public boolean asksSettings() {
      return true;
    }

    @Override
    public Optional<OperationId> key() {
      return Optional.of(id);
    }

    @Override
    public RequestFingerprint trace(int format) {
      String wei = amount.value().toString();
      return RequestFingerprint.of(
          id,
          expectedVersion.isPresent()
              ? Fingerprint.of("withdrawal", wei, to, Long.toString(expectedVersion.getAsLong()))
              : Fingerprint.of("withdrawal", wei, to),
          format);
    }
  }

  /**
   * A withdrawal has finally been paid.
   *
   * @param receiptKey the withdrawal's
   * @param transaction the hash of the transaction that paid it
   */
  record WithdrawalPaid(String receiptKey, Wei amount, String transaction) implements External {
    @Override
    public AccountEntry.Kind kind() {
      return AccountEntry.Kind.WITHDRAWAL_PAID;
    }

    @Override
    public boolean isFinal() {
      return true;
    }

    @Override
    public String detail() {
      return transaction;
    }

    @Override
    public RequestFingerprint trace(int format) {
      return RequestFingerprint.SYSTEM;
    }
  }

  /** A withdrawal will never be paid: the money comes back. */
  record WithdrawalRefunded(String receiptKey, Wei amount, String reason) implements External {
    @Override
    public AccountEntry.Kind kind() {
      return AccountEntry.Kind.WITHDRAWAL_REFUNDED;
    }

    @Override
    public boolean isFinal() {
      return true;
    }

    @Override
    public String detail() {
      return reason;
    }

    @Override
    public RequestFingerprint trace(int format) {
      return RequestFingerprint.SYSTEM;
    }
  }

  /**
   * The player changes how they protect themselves.
   *
   * @param stampMs when API Gateway received it
   */
  record ChangePlayerLimits(OperationId id, PlayerLimits.Change change, long stampMs)
      implements Operation {
    @Override
    public boolean asksGame() {
      return true;
    }

    @Override
    public Optional<OperationId> key() {
      return Optional.of(id);
    }

    @Override
    public RequestFingerprint trace(int format) {
      return RequestFingerprint.of(id, Fingerprint.of("limits", change.written()), format);
    }
  }

  /** What the world outside asks for, under a key that makes it happen once. */
  sealed interface External extends Operation {
    /** What its receipt stands under. */
    String receiptKey();

    Wei amount();

    /** Of the account's entry. */
    AccountEntry.Kind kind();

    /** Whether it ends something: then its receipt is the second one under the key. */
    default boolean isFinal() {
      return false;
    }

    /** What there is to say beside the amount. */
    default String detail() {
      return "";
    }
  }

  /** The client's name for it; none where it is the system's own, or can happen once anyway. */
  default Optional<OperationId> key() {
    return Optional.empty();
  }

  /** The one account version that it may be decided on, if the client insists. */
  default OptionalLong expectedVersion() {
    return OptionalLong.empty();
  }

  /** Whether it is decided on what the game knows; otherwise no hold ends on the way. */
  default boolean asksGame() {
    return false;
  }

  /** Whether the game has to be read even for a yes. */
  default boolean asksFreshly() {
    return false;
  }

  /** Whether it can be paused or bounded by the settings. */
  default boolean asksSettings() {
    return false;
  }

  /** Whether a first try may build on what this instance wrote last, without reading it. */
  default boolean buildsOnRemembered() {
    return false;
  }

  /** Whether it is tried longer than others before its outcome is unknown. */
  default boolean isPatient() {
    return false;
  }

  /**
   * The operation's fingerprint, which the account remembers it by.
   *
   * @param format of the entry that carries it, see {@link AccountEntry#FORMAT}
   */
  RequestFingerprint trace(int format);

  /**
   * What tells an operation from every other: its key, and a hash over what it asks.
   *
   * @param id empty for an operation of the system's own, which no client can name
   */
  record RequestFingerprint(String id, String hash) {
    public static final RequestFingerprint SYSTEM = new RequestFingerprint("", "");

    /** What the account's recent operations know it by. */
    public String idDigest() {
      return id.isEmpty() ? "" : Digest.of(id);
    }

    public static RequestFingerprint of(OperationId id, Fingerprint asked, int format) {
      return new RequestFingerprint(id.text(), asked.in(format));
    }
  }
}
