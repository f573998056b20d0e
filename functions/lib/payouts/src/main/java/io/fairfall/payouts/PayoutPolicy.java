package io.fairfall.payouts;

import io.fairfall.money.Wei;

/**
 * What the house has laid down about sending.
 *
 * @param maxInFlight payouts that have a nonce and no end, at most
 * @param maxFee the most for a unit of gas, in wei; twice as much for a cancellation
 * @param gasBound the most gas that one payment may use
 * @param bumpAfterMs how long an attempt is waited for before a dearer one
 * @param resendAfterMs how long before the newest attempt is sent again
 * @param maxAttempts attempts of one payout, at most
 */
public record PayoutPolicy(
    int maxInFlight,
    Wei maxFee,
    long gasBound,
    long bumpAfterMs,
    long resendAfterMs,
    int maxAttempts) {
  /** The most that one payment's gas may cost, in wei. */
  public Wei dearest() {
    return new Fees(maxFee, Wei.ZERO).cost(gasBound);
  }

  /** The most for a unit of gas of an attempt of a kind. */
  Wei cap(PayoutEvent.Kind kind) {
    return kind == PayoutEvent.Kind.PAY ? maxFee : maxFee.plus(maxFee);
  }
}
