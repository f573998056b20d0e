package io.fairfall.json;

import java.util.OptionalLong;

/**
 * A whole number in text that is no JSON: of a path, a query, a header, or behind quotes. It is
 * digits and nothing else, without a sign or a zero in front, so that one number is written in one
 * way only.
 */
public final class WholeNumber {
  private static final int MAX_DIGITS = 19;
  private static final int RADIX = 10;

  private WholeNumber() {}

  /**
   * @param min from 0 on
   * @return the number, or nothing if the text is none from {@code min} to {@code max}
   */
  public static OptionalLong parse(String text, long min, long max) {
    if (text.isEmpty()
        || text.length() > MAX_DIGITS
        || (text.length() > 1 && text.charAt(0) == '0')) {
      return OptionalLong.empty();
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit >= RADIX || value > (Long.MAX_VALUE - digit) / RADIX) {
        return OptionalLong.empty();
      }
      value = value * RADIX + digit;
    }
    return value < min || value > max ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
