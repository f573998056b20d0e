package io.fairfall.solvency;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/** WeiText as a statement writes them. */
final class WeiText {
  static final String UNKNOWN = "unknown";

  private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,77}");

  private WeiText() {}

  static BigInteger require(BigInteger amount) {
    if (amount.signum() < 0 || amount.bitLength() > SumNode.SUM_BITS) {
      throw new IllegalArgumentException("an amount is from 0 to 2^256 - 1 wei");
    }
    return amount;
  }

  static BigInteger parse(String text) {
    if (!DECIMAL.matcher(text).matches()) {
      throw new IllegalArgumentException("an amount is a decimal number of wei");
    }
    return require(new BigInteger(text));
  }

  static Optional<BigInteger> parseKnown(String text) {
    return text.equals(UNKNOWN) ? Optional.empty() : Optional.of(parse(text));
  }
}
