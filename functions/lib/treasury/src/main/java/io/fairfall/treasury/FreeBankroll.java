package io.fairfall.treasury;

import java.math.BigInteger;

/** What operators may take out of the house. */
public sealed interface FreeBankroll {
  /**
   * So much, as of these books.
   *
   * @param exposure what is not posted yet at its worst
   * @param reserved what the round that takes bets, or the next one, may cost, in wei
   */
  record Known(Exposure exposure, BigInteger reserved) implements FreeBankroll {
    /** In wei; below nothing where more is at stake than there is. */
    public BigInteger wei() {
      return exposure.bankrollAtWorst().subtract(reserved);
    }
  }

  /** Nobody can tell: then nothing is taken. */
  record Unknown(String why) implements FreeBankroll {}
}
