package io.fairfall.payouts;

import io.fairfall.money.Wei;

/** Is told of withdrawals that the ledger has on record, more than once if need be. */
@FunctionalInterface
public interface WithdrawalListener {
  /**
   * A withdrawal is on record.
   *
   * @param to a lower-case address
   * @param atMs when the account's entry was written
   * @throws IllegalArgumentException if nothing can be sent to such an address
   */
  void asked(PayoutId id, Wei amount, String to, long atMs);
}
