package io.fairfall.betlog.bets;

import io.fairfall.json.WholeNumber;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A price, in any of the three ways in which bookmakers write it.
 *
 * <p>All of them say the same exact number: what a stake of one wins. American {@code +150} wins
 * 150 on 100, {@code -110} wins 100 on 110; decimal {@code 2.50} returns 2.50 on 1, stake included;
 * fractional {@code 3/2} wins 3 on 2. Nothing is rounded before a payout is.
 *
 * @param text as it was written, trimmed; {@code even} and {@code evens} are {@code 1/1}
 * @param profit what a stake of one wins beside the stake, above 0
 */
public record Odds(String text, Fraction profit) {
  /** The longest price: a stake of one wins so much at most. */
  static final Fraction MAX_PROFIT = Fraction.of(1000, 1);

  /** The shortest price: a stake of one wins so much at least. */
  static final Fraction MIN_PROFIT = Fraction.of(1, 1000);

  private static final int HUNDRED = 100;
  private static final Pattern AMERICAN = Pattern.compile("([+-])([1-9][0-9]{2,5})");
  private static final Pattern DECIMAL = Pattern.compile("[1-9][0-9]{0,3}\\.[0-9]{1,4}");
  private static final Pattern FRACTIONAL = Pattern.compile("([1-9][0-9]{0,3})/([1-9][0-9]{0,3})");
  private static final Pattern EVEN = Pattern.compile("evens?");

  public Odds {
    if (profit.compareTo(MIN_PROFIT) < 0 || profit.compareTo(MAX_PROFIT) > 0) {
      throw new IllegalArgumentException("Odds are between 1/1000 and 1000/1.");
    }
  }

  /**
   * Reads a price.
   *
   * @throws IllegalArgumentException with a sentence for whoever wrote it
   */
  public static Odds parse(String written) {
    String text = written.strip();
    Matcher american = AMERICAN.matcher(text);
    if (american.matches()) {
      long number = whole(american.group(2));
      return new Odds(
          text,
          american.group(1).equals("+")
              ? Fraction.of(number, HUNDRED)
              : Fraction.of(HUNDRED, number));
    }
    Matcher fractional = FRACTIONAL.matcher(text);
    if (fractional.matches()) {
      return new Odds(text, Fraction.of(whole(fractional.group(1)), whole(fractional.group(2))));
    }
    if (EVEN.matcher(text.toLowerCase(Locale.ROOT)).matches()) {
      return new Odds("1/1", Fraction.ONE);
    }
    if (DECIMAL.matcher(text).matches()) {
      BigDecimal won = new BigDecimal(text).subtract(BigDecimal.ONE);
      return new Odds(text, Fraction.of(won));
    }
    throw new IllegalArgumentException(
        "Odds are American with a sign (+150, -110), decimal with a point (2.50) or fractional"
            + " (3/2).");
  }

  /** A number whose form was seen. */
  private static long whole(String digits) {
    return WholeNumber.parse(digits, 1, Long.MAX_VALUE).orElseThrow();
  }

  /** What a stake of one returns, the stake included. */
  Fraction factor() {
    return profit.plus(Fraction.ONE);
  }

  /** American odds, rounded half up to a whole number. */
  String american() {
    boolean longer = profit.compareTo(Fraction.ONE) >= 0;
    Fraction on100 = longer ? profit : profit.inverse();
    return (longer ? "+" : "-") + on100.times(Fraction.of(HUNDRED, 1)).rounded(0);
  }

  /** Decimal odds with two places or more, up to four; half up where that is not exact. */
  String decimal() {
    BigDecimal exact = factor().rounded(4).stripTrailingZeros();
    return exact.setScale(Math.max(2, exact.scale()), RoundingMode.UNNECESSARY).toPlainString();
  }

  /** Fractional odds in lowest terms, exactly. */
  String fractional() {
    return profit.top() + "/" + profit.bottom();
  }
}
