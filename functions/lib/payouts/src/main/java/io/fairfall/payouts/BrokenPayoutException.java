package io.fairfall.payouts;

/** A payout's journal says what cannot be: nothing is done about it but by a person. */
public final class BrokenPayoutException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BrokenPayoutException(PayoutId id, String rule) {
    super("the payout " + id.text() + ": " + rule);
  }
}
