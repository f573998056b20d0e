package io.fairfall.treasury;

import java.math.BigInteger;

/**
 * What the house owns as of one entry of its journal, in wei. Each entry carries it whole.
 *
 * @param version the entry's slot, 0 before the first
 * @param posted stakes kept less profits paid, over every round that was posted, less what
 *     adjustments gave to players; may be negative
 * @param funded what operators put in less what they took out
 */
public record HouseBalance(long version, BigInteger posted, BigInteger funded) {
  /** Before anything happened. */
  public static final HouseBalance EMPTY = new HouseBalance(0, BigInteger.ZERO, BigInteger.ZERO);

  /** What the house could lose: less than nothing if it has lost more than it was given. */
  public BigInteger bankroll() {
    return posted.add(funded);
  }

  HouseBalance afterPosting(BigInteger delta) {
    return new HouseBalance(version + 1, posted.add(delta), funded);
  }

  HouseBalance afterFunding(BigInteger amount) {
    return new HouseBalance(version + 1, posted, funded.add(amount));
  }
}
