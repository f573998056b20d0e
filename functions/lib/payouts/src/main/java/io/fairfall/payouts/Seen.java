package io.fairfall.payouts;

import io.fairfall.payouts.PayoutEvent.Mined;

/** What the nodes say of a payout's attempts, all of them together. */
public sealed interface Seen {
  /** None is in a block. */
  record Nowhere() implements Seen {}

  /** Nobody knows, or the nodes do not agree. Nothing follows. */
  record Unknown(String reason) implements Seen {}

  /**
   * One is in a block that may yet be replaced.
   *
   * @param confirmations of its block, itself included
   */
  record Young(String hash, int confirmations) implements Seen {}

  /** One is in a final block. */
  record Final(Mined mined, boolean succeeded) implements Seen {}
}
