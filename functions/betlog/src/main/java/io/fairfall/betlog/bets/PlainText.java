package io.fairfall.betlog.bets;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Text that people write and others read: bounded, and without what could hide something. */
public final class PlainText {
  /**
   * Control characters, halves of characters, which no store takes, and those that turn the
   * direction of the text around them.
   */
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cs}\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff]");

  private static final Pattern UNPRINTABLE_BUT_LINES =
      Pattern.compile(
          "[\\p{Cc}&&[^\\n]]|[\\p{Cs}\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff]");

  /** What nobody sees, alone: spaces of any kind, joiners, fillers and variation selectors. */
  private static final Pattern BLANK =
      Pattern.compile(
          "[\\s\\p{Z}\\p{Cf}\\u115f\\u1160\\u3164\\uffa0\\u2800\\ufe00-\\ufe0f\\u034f]*");

  /** Hyphens and dashes that stand for a minus, and the signs that are one. */
  private static final Pattern MINUS = Pattern.compile("[\\u2010-\\u2013\\u2212\\ufe63]");

  private PlainText() {}

  /** Text in which whatever stands for a minus is the one of ASCII. */
  public static String withPlainMinus(String text) {
    return MINUS.matcher(text).replaceAll("-");
  }

  private static boolean isBlank(String text) {
    return BLANK.matcher(text).matches();
  }

  /**
   * One line of text that must be there, without the white space around it.
   *
   * @throws IllegalArgumentException with a sentence that names the member
   */
  public static String line(String name, @Nullable String text, int maxChars) {
    String stripped = text == null ? "" : text.strip();
    if (isBlank(stripped)) {
      throw new IllegalArgumentException(name + " is missing.");
    }
    return bounded(name, stripped, maxChars, UNPRINTABLE);
  }

  /** One line of text, or null where there is none. */
  public static @Nullable String lineOrNull(String name, @Nullable String text, int maxChars) {
    return text == null || isBlank(text) ? null : line(name, text, maxChars);
  }

  /** Some lines of text, or null where there are none. */
  static @Nullable String linesOrNull(String name, @Nullable String text, int maxChars) {
    return text == null || isBlank(text)
        ? null
        : bounded(name, text.strip().replace("\r\n", "\n"), maxChars, UNPRINTABLE_BUT_LINES);
  }

  private static String bounded(String name, String text, int maxChars, Pattern unprintable) {
    if (text.length() > maxChars) {
      throw new IllegalArgumentException(name + " has " + maxChars + " characters at most.");
    }
    if (unprintable.matcher(text).find()) {
      throw new IllegalArgumentException(name + " has a character that cannot be printed.");
    }
    return text;
  }
}
