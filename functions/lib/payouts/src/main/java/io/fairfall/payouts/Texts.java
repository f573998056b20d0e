package io.fairfall.payouts;

import java.util.regex.Pattern;

/** The forms of texts that payouts are made of. What has another form is refused by its name. */
final class Texts {
  /** The longest name and the longest reason, in characters. */
  static final int MAX_TEXT = 200;

  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]{40}");
  private static final Pattern HASH = Pattern.compile("0x[0-9a-f]{64}");
  private static final Pattern BYTES = Pattern.compile("0x([0-9a-f]{2})+");

  private Texts() {}

  static void requireAddress(String name, String text) {
    require(ADDRESS.matcher(text).matches(), name + " is an address in lower case");
  }

  static void requireHash(String name, String text) {
    require(HASH.matcher(text).matches(), name + " is 0x and 64 lower-case hex digits");
  }

  static void requireBytes(String name, String text) {
    require(BYTES.matcher(text).matches(), name + " is 0x and lower-case hex digits in pairs");
  }

  static void requireText(String name, String text) {
    require(
        !text.isBlank() && text.length() <= MAX_TEXT,
        name + " is a text of 1 to " + MAX_TEXT + " characters");
  }

  static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
