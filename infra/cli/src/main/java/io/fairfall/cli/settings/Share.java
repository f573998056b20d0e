package io.fairfall.cli.settings;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shares as people write them, read exactly. */
final class Share {
  private static final Pattern BASIS_POINTS = Pattern.compile("([0-9]{1,5})bp");
  private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(\\.[0-9]{1,2})?)%");
  private static final Pattern WHOLE_PERCENT = Pattern.compile("([0-9]{1,3})%?");
  private static final int BASIS_POINT_DECIMALS = 2;

  private Share() {}

  /**
   * A share in hundredths of a percent.
   *
   * @throws IllegalArgumentException if it is neither like 100bp nor like 0.5%
   */
  static Object basisPoints(String text) {
    Matcher points = BASIS_POINTS.matcher(text);
    if (points.matches()) {
      return Integer.parseInt(points.group(1));
    }
    Matcher percent = PERCENT.matcher(text);
    if (percent.matches()) {
      return new BigDecimal(percent.group(1))
          .scaleByPowerOfTen(BASIS_POINT_DECIMALS)
          .intValueExact();
    }
    throw new IllegalArgumentException("a share is written like 100bp or 1%");
  }

  /**
   * A whole percentage, with or without its sign.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Object percent(String text) {
    Matcher percent = WHOLE_PERCENT.matcher(text);
    if (percent.matches()) {
      return Integer.parseInt(percent.group(1));
    }
    throw new IllegalArgumentException("a percentage is a whole number from 0 to 100");
  }
}
