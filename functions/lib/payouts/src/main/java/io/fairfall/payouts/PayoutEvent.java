package io.fairfall.payouts;

import io.fairfall.money.Wei;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What happens to a payout, an entry each of {@code payout:<player>:<version>}. */
public sealed interface PayoutEvent {
  /** The most people whose approval can be asked for. */
  int MAX_APPROVALS = 9;

  /** Its type in the journal. */
  default String type() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /**
   * The withdrawal is on record in the ledger, and is to be paid.
   *
   * @param amount in wei, above 0
   * @param to a lower-case address
   * @param at when the account's entry was written, in milliseconds
   * @param notBefore no nonce is assigned before this instant, in milliseconds
   * @param approvals how many must approve, 0 to {@value #MAX_APPROVALS}
   */
  record Asked(Wei amount, String to, long at, long notBefore, int approvals)
      implements PayoutEvent {
    public Asked {
      Texts.require(!amount.isZero(), "amount is above 0");
      Texts.requireAddress("to", to);
      Texts.require(at >= 0 && notBefore >= 0, "at and notBefore are instants");
      Texts.require(approvals >= 0 && approvals <= MAX_APPROVALS, "approvals are 0 to 9");
    }
  }

  /** Somebody who may has approved it. */
  record Approved(String by) implements PayoutEvent {
    public Approved {
      Texts.requireText("by", by);
    }
  }

  /**
   * It owns a nonce, for ever.
   *
   * @param chainId of the chain it is paid on
   * @param wallet that pays, a lower-case address
   */
  record Assigned(long chainId, String wallet, long nonce) implements PayoutEvent {
    public Assigned {
      Texts.require(chainId >= 1, "chainId is above 0");
      Texts.requireAddress("wallet", wallet);
      Texts.require(nonce >= 0, "nonce is 0 or above");
    }
  }

  /** It is not to be paid any more if that can still be prevented; what was sent may yet win. */
  record Cancelling(String by, String reason) implements PayoutEvent {
    public Cancelling {
      Texts.requireText("by", by);
      Texts.requireText("reason", reason);
    }
  }

  /**
   * A signed transaction, stored before it is sent.
   *
   * @param number from 1
   * @param hash of the transaction
   * @param raw what is sent, {@code 0x} and hex
   * @param fees what it offers for a unit of gas
   * @param gas units that it may use, at least 21,000
   */
  record Attempt(int number, Kind kind, String hash, String raw, Fees fees, long gas)
      implements PayoutEvent {
    /** What a bare transfer uses. */
    private static final long LEAST_GAS = 21_000;

    public Attempt {
      Texts.require(number >= 1, "number is from 1");
      Texts.requireHash("hash", hash);
      Texts.requireBytes("raw", raw);
      Texts.require(gas >= LEAST_GAS, "gas is 21,000 or more");
    }
  }

  /** What a transaction does. */
  enum Kind {
    /** It pays the recipient. */
    PAY,
    /** It takes the nonce and sends nothing, so that no payment can. */
    CANCEL
  }

  /**
   * A final receipt.
   *
   * @param hash of the transaction
   * @param block its number
   * @param fee what it cost the house, in wei
   */
  record Mined(String hash, long block, String blockHash, Wei fee) {
    public Mined {
      Texts.requireHash("hash", hash);
      Texts.require(block >= 0, "block is a number of a block");
      Texts.requireHash("blockHash", blockHash);
    }
  }

  /** It has arrived. */
  record Paid(Mined by) implements PayoutEvent {}

  /**
   * It will never be paid.
   *
   * @param reason a word or a sentence, which the player's account has too
   * @param by who said so; null where the chain did
   * @param mined the transaction that decided it; null where no nonce was assigned
   */
  record Refunded(String reason, @Nullable String by, @Nullable Mined mined)
      implements PayoutEvent {
    /** Operators said no before a nonce was assigned. */
    public static final String DENIED = "denied";

    /** The recipient's code refused the money. */
    public static final String REVERTED = "reverted";

    /** A cancellation took the nonce. */
    public static final String CANCELLED = "cancelled";

    public Refunded {
      Texts.requireText("reason", reason);
      if (by != null) {
        Texts.requireText("by", by);
      }
      Texts.require((by == null) != (mined == null), "a person or a transaction decides it");
    }
  }
}
