package io.fairfall.betlog.bets;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is called in a pool: letters of any script with the marks, joiners and apostrophes
 * that their spelling needs.
 */
public final class UserName {
  private static final int MAX_CHARS = 24;

  /** Apostrophes that are no letters: straight, curly, Hebrew, and what is typed for them. */
  private static final String APOSTROPHES = "'\\u2019\\u2018\\u05f3\\u05f4\\u00b4\\u2032`";

  /** Joiners, without which names of Persian and of scripts of India are spelled wrongly. */
  private static final String JOINERS = "\\u200c\\u200d";

  private static final String INNER =
      "[\\p{L}\\p{M}\\p{N} ._\\-\\u2010-\\u2013\\u00b7\\u30fb" + APOSTROPHES + JOINERS + "]";

  private static final Pattern FORM =
      Pattern.compile("[" + APOSTROPHES + "]?[\\p{L}\\p{N}]" + INNER + "*");

  private static final Pattern STRANGE = Pattern.compile(INNER.replace("[", "[^"));
  private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0\\u202f\\u3000]+");
  private static final Pattern INVISIBLE = Pattern.compile("[" + JOINERS + "\\p{Cf}]");

  private UserName() {}

  /**
   * A name as it is kept: composed (NFC), with single spaces.
   *
   * @throws IllegalArgumentException with a sentence that names what it may not have
   */
  public static String parse(@Nullable String text) {
    String composed = Normalizer.normalize(text == null ? "" : text, Normalizer.Form.NFC);
    String name = SPACES.matcher(composed).replaceAll(" ").strip();
    if (name.isEmpty()) {
      throw new IllegalArgumentException("user_name is missing.");
    }
    if (name.codePointCount(0, name.length()) > MAX_CHARS) {
      throw new IllegalArgumentException("user_name has " + MAX_CHARS + " characters at most.");
    }
    Matcher strange = STRANGE.matcher(name);
    if (strange.find()) {
      int character = name.codePointAt(strange.start());
      throw new IllegalArgumentException(
          "user_name may not have U+%04X%s; it is letters, digits, spaces, dots, apostrophes and hyphens."
              .formatted(
                  character,
                  Character.isISOControl(character)
                      ? ""
                      : " (" + Character.toString(character) + ")"));
    }
    if (!FORM.matcher(name).matches()) {
      throw new IllegalArgumentException("user_name begins with a letter or a digit.");
    }
    return name;
  }

  /**
   * What two names have in common that nobody would tell apart by their spelling: capitals, widths,
   * kinds of apostrophes and hyphens, and what cannot be seen.
   */
  public static String folded(String name) {
    // before that: the compatible form of an acute accent is a space and a mark
    String straight = name.replaceAll("[" + APOSTROPHES + "\\u02bc\\u02bb]", "'");
    String compatible = Normalizer.normalize(straight, Normalizer.Form.NFKC);
    String caseless = compatible.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return INVISIBLE
        .matcher(Normalizer.normalize(caseless, Normalizer.Form.NFKC))
        .replaceAll("")
        .replaceAll("[\\u2010-\\u2013]", "-")
        .replaceAll("[\\s]+", " ")
        .strip();
  }
}
