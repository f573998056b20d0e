package io.fairfall.payouts;

import java.util.Locale;

/** What a slot of {@code nonces:<chainId>:<wallet>} says. */
public sealed interface NonceEvent {
  /** Its type in the journal. */
  default String type() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /**
   * The first slot.
   *
   * @param first the nonce of the second slot
   */
  record Opened(long first) implements NonceEvent {
    public Opened {
      Texts.require(first >= 0, "first is 0 or above");
    }
  }

  /** The nonce is a payout's, for ever. */
  record Claimed(PayoutId owner) implements NonceEvent {}

  /** The nonce was used by a transaction that is no payout's, as somebody says who has looked. */
  record Skipped(String by, String reason) implements NonceEvent {
    public Skipped {
      Texts.requireText("by", by);
      Texts.requireText("reason", reason);
    }
  }
}
