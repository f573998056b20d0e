package io.fairfall.betlog.bets;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a bet risks: units of the league, or money of some currency. Nothing is converted.
 *
 * @param amount above 0, with two decimal places
 * @param currency {@code units}, or three capital letters
 */
record Stake(BigDecimal amount, String currency) {
  static final String UNITS = "units";

  /** Payouts are in hundredths, like stakes. */
  static final int PLACES = 2;

  private static final Pattern WRITTEN =
      Pattern.compile("([0-9]{1,7}(?:\\.[0-9]{1,2})?) ?(u|unit|units|[A-Za-z]{3})?");

  Stake {
    if (amount.signum() <= 0 || amount.scale() != PLACES) {
      throw new IllegalArgumentException("stake must be above 0.");
    }
  }

  /**
   * Reads a stake like {@code 1.5}, {@code 2 units} or {@code 25.00 USD}.
   *
   * @throws IllegalArgumentException with a sentence for whoever wrote it
   */
  static Stake parse(String text) {
    Matcher written = WRITTEN.matcher(text.strip());
    if (!written.matches()) {
      throw new IllegalArgumentException(
          "stake is an amount with two decimals at most, alone or with units or a currency: 1.5,"
              + " 2 units, 25.00 USD.");
    }
    String word = written.group(2);
    boolean units = word == null || word.toLowerCase(Locale.ROOT).matches("u|unit|units");
    return new Stake(
        new BigDecimal(written.group(1)).setScale(PLACES, RoundingMode.UNNECESSARY),
        units || word == null ? UNITS : word.toUpperCase(Locale.ROOT));
  }

  /** The one way in which a stake is written down. */
  String text() {
    return amount.toPlainString() + " " + currency;
  }
}
