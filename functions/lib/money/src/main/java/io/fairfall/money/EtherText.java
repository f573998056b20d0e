package io.fairfall.money;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Wei as people write ether, for sentences that a person reads. */
public final class EtherText {
  private static final int DECIMALS = 18;

  private EtherText() {}

  /**
   * The exact amount, without trailing zeros.
   *
   * @param wei of either sign
   * @return like {@code 0.25 ETH}, or {@code -1 ETH}
   */
  public static String of(BigInteger wei) {
    BigDecimal ether = new BigDecimal(wei, DECIMALS);
    return (wei.signum() == 0 ? "0" : ether.stripTrailingZeros().toPlainString()) + " ETH";
  }

  /** As above. */
  public static String of(Wei wei) {
    return of(wei.value());
  }
}
