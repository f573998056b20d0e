package io.fairfall.payouts;

import java.util.Locale;

/** Why no new money is sent. Each ends by itself when its cause does. */
public enum PayoutHalt {
  /** The indexer has halted: the chain took back what was final, so nothing is decided. */
  INDEXER_HALTED,
  /** The audit has found a difference. */
  AUDIT_DIFFERS,
  /** Operators have paused withdrawals. */
  WITHDRAWALS_PAUSED,
  /** The wallet has used a nonce that is no payout's. */
  FOREIGN_NONCE,
  /** The wallet has not enough beside what is in flight. */
  HOT_WALLET_LOW;

  /** The name in logs, metrics and answers. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether payouts that have a nonce are not even ended while it lasts. */
  boolean stopsDecisions() {
    return this == INDEXER_HALTED;
  }
}
