package io.fairfall.betlog.bets;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * An exact fraction, in lowest terms.
 *
 * @param top at least 0
 * @param bottom at least 1
 */
record Fraction(BigInteger top, BigInteger bottom) implements Comparable<Fraction> {
  static final Fraction ONE = of(1, 1);

  Fraction {
    if (top.signum() < 0 || bottom.signum() <= 0) {
      throw new IllegalArgumentException("a fraction of odds is not negative");
    }
    BigInteger common = top.gcd(bottom);
    top = top.divide(common);
    bottom = bottom.divide(common);
  }

  static Fraction of(long top, long bottom) {
    return new Fraction(BigInteger.valueOf(top), BigInteger.valueOf(bottom));
  }

  /** A decimal number, exactly. */
  static Fraction of(BigDecimal number) {
    int scale = Math.max(0, number.scale());
    return new Fraction(number.setScale(scale).unscaledValue(), BigInteger.TEN.pow(scale));
  }

  Fraction plus(Fraction other) {
    return new Fraction(
        top.multiply(other.bottom).add(other.top.multiply(bottom)), bottom.multiply(other.bottom));
  }

  Fraction times(Fraction other) {
    return new Fraction(top.multiply(other.top), bottom.multiply(other.bottom));
  }

  /** One divided by this fraction, which must not be 0. */
  Fraction inverse() {
    return new Fraction(/* top= */ bottom, /* bottom= */ top);
  }

  /** This fraction as a decimal number, rounded half up to some places. */
  BigDecimal rounded(int places) {
    return new BigDecimal(top).divide(new BigDecimal(bottom), places, RoundingMode.HALF_UP);
  }

  @Override
  public int compareTo(Fraction other) {
    return top.multiply(other.bottom).compareTo(other.top.multiply(bottom));
  }
}
