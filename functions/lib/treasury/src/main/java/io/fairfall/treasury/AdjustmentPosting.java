package io.fairfall.treasury;

import java.math.BigInteger;

/**
 * What an adjustment of an account changed for the house.
 *
 * @param player whose account
 * @param version of the account's entry
 * @param delta in wei, what the house has more by it: negative where it gave; never zero
 */
public record AdjustmentPosting(String player, long version, BigInteger delta) {
  public AdjustmentPosting {
    if (player.isEmpty() || version < 1 || delta.signum() == 0) {
      throw new IllegalArgumentException("an adjustment is an account's entry and moves something");
    }
  }
}
