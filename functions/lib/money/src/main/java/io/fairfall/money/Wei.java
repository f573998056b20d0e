package io.fairfall.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * An amount of ether in wei (10<sup>-18</sup> ether), between 0 and 10<sup>78</sup> - 1.
 *
 * <p>It is written as a decimal string everywhere: DynamoDB numbers stop at 38 digits and JSON
 * numbers lose precision above 2<sup>53</sup>.
 */
public record Wei(BigInteger value) implements Comparable<Wei> {
  /** Digits of the largest amount, as in {@code numeric(78,0)}: enough for any 256-bit number. */
  public static final int MAX_DIGITS = 78;

  private static final BigInteger LIMIT = BigInteger.TEN.pow(MAX_DIGITS);
  private static final BigInteger PER_ETHER = BigInteger.TEN.pow(18);
  private static final int ETHER_DECIMALS = 18;
  private static final Pattern ETHER =
      Pattern.compile("(0|[1-9][0-9]{0,59})(\\.[0-9]{1," + ETHER_DECIMALS + "})?");
  private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,77}");

  public static final Wei ZERO = new Wei(BigInteger.ZERO);

  public Wei {
    if (value.signum() < 0 || value.compareTo(LIMIT) >= 0) {
      throw new IllegalArgumentException("an amount is between 0 and 10^78 - 1 wei");
    }
  }

  public static Wei of(long wei) {
    return new Wei(BigInteger.valueOf(wei));
  }

  public static Wei ofEther(long ether) {
    return new Wei(BigInteger.valueOf(ether).multiply(PER_ETHER));
  }

  /**
   * Reads plain decimal digits.
   *
   * @throws IllegalArgumentException on a sign, a leading zero, a fraction, an exponent or more
   *     than 78 digits
   */
  public static Wei parse(String text) {
    if (!DECIMAL.matcher(text).matches()) {
      throw new IllegalArgumentException("an amount is a decimal number of wei, 1 to 78 digits");
    }
    return new Wei(new BigInteger(text));
  }

  /**
   * Reads ether as people write it, like {@code 0.25}: exactly, to the last of 18 decimals.
   *
   * @throws IllegalArgumentException on a sign, a leading zero, a comma, an exponent, or more than
   *     60 digits before or 18 after the point
   */
  public static Wei parseEther(String text) {
    if (!ETHER.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "an amount of ether is a decimal number like 0.25, with at most 18 decimals");
    }
    return new Wei(new BigDecimal(text).scaleByPowerOfTen(ETHER_DECIMALS).toBigIntegerExact());
  }

  /** This amount in ether, exactly, without zeros that say nothing. */
  public String toEther() {
    BigDecimal ether = new BigDecimal(value, ETHER_DECIMALS).stripTrailingZeros();
    return ether.setScale(Math.max(0, ether.scale())).toPlainString();
  }

  public Wei plus(Wei other) {
    return new Wei(value.add(other.value));
  }

  /**
   * This amount less another.
   *
   * @throws IllegalArgumentException if the other is larger
   */
  public Wei minus(Wei other) {
    return new Wei(value.subtract(other.value));
  }

  /** This amount at a multiplier, rounded down to whole wei. */
  public Wei times(Multiplier multiplier) {
    BigInteger hundredths = BigInteger.valueOf(multiplier.hundredths());
    return new Wei(
        value.multiply(hundredths).divide(BigInteger.valueOf(Multiplier.ONE_HUNDREDTHS)));
  }

  public boolean isZero() {
    return value.signum() == 0;
  }

  public boolean isLessThan(Wei other) {
    return compareTo(other) < 0;
  }

  @Override
  public int compareTo(Wei other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
