package io.fairfall.payouts;

import io.fairfall.money.Wei;

/**
 * What the nodes say of the wallet, two of them where two are configured.
 *
 * @param head number of the newest block that both know
 * @param nextNonce transactions of the wallet up to that block
 * @param finalNonce transactions of the wallet up to the newest final block
 * @param balance in wei, after the newest block
 * @param baseFee of the newest block, in wei for a unit of gas
 * @param tip that is usual now, in wei for a unit of gas
 */
public record WalletFacts(
    long head, long nextNonce, long finalNonce, Wei balance, Wei baseFee, Wei tip) {
  /** What lets a transaction in even if the base fee doubles. */
  Fees offer() {
    return new Fees(baseFee.plus(baseFee).plus(tip), tip);
  }

  /** What lets a transaction into the next block. */
  Wei least() {
    return baseFee.plus(tip);
  }
}
