package io.fairfall.payouts;

import io.fairfall.payouts.PayoutEvent.Attempt;
import java.util.Locale;

/** What is done next about a payout. */
public sealed interface Step {
  /** The ledger is told how it ended, until its receipt stands; then the queue's item goes. */
  record Tell(PayoutEvent end) implements Step {}

  /** The next nonce is claimed for it. */
  record Assign() implements Step {}

  /**
   * Another attempt is signed and stored, and sent after that.
   *
   * @param number from 1
   */
  record Sign(int number, PayoutEvent.Kind kind, Fees fees) implements Step {}

  /** A stored attempt is sent, once more or for the first time. */
  record Send(Attempt attempt) implements Step {}

  /** It has ended, and that is written down. */
  record End(PayoutEvent end) implements Step {}

  /**
   * Nothing can be done now, which is as it should be.
   *
   * @param until when that may change, in milliseconds; 0 where no instant is known
   */
  record Wait(Reason reason, long until) implements Step {
    /** As above, where no instant is known. */
    public Wait(Reason reason) {
      this(reason, 0);
    }
  }

  /** Nothing is done, for a reason that somebody has to know. */
  record Halted(PayoutHalt halt) implements Step {}

  /** What is waited for. */
  enum Reason {
    /** The journal has no first entry yet. */
    NOT_ASKED,
    /** Its instant has not come. */
    HELD,
    /** Somebody has to approve it. */
    APPROVAL,
    /** Its player's last deposit was not long enough before it. */
    AFTER_DEPOSIT,
    /** Its player was sent too much within 24 hours. */
    DAY_LIMIT,
    /** Its player was sent too much within 30 days. */
    MONTH_LIMIT,
    /** Its player has asked for more withdrawals than are counted together. */
    MANY_WITHDRAWALS,
    /** Too many others are in flight. */
    IN_FLIGHT,
    /** The nodes do not answer, or not the same. */
    UNKNOWN,
    /** Gas is dearer than the house pays. */
    FEE_BUDGET,
    /** It was sent. */
    SENT,
    /** It is in a block, which has too few confirmations. */
    CONFIRMING,
    /** A young block has its nonce, in a transaction that is not known. */
    NONCE_TAKEN;

    /** The name in logs and answers. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
