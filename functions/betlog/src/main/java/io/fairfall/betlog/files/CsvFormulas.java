package io.fairfall.betlog.files;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps a spreadsheet from running what somebody else wrote. A program that separates cells by
 * another sign than the file does takes a part of a cell for a cell, so that each part after a
 * separator or a line's end is looked at: one that would begin a formula gets an apostrophe in
 * front, and loses it on the way back. What begins with apostrophes of its own gets one more, so
 * that every text comes back as it was. Odds and lines like {@code +150} and {@code -3.5} are
 * numbers and stay as they are.
 */
final class CsvFormulas {
  /** Between two of these lies what some spreadsheet takes for a cell. */
  private static final Pattern PART = Pattern.compile("[^,;\\t\\n\\r|]+");

  /** Also in full width: a spreadsheet that folds them runs them. */
  private static final Pattern FORMULA =
      Pattern.compile("[\\s']*[=+\\-@\\uff1d\\uff0b\\uff0d\\uff20].*", Pattern.DOTALL);

  private static final Pattern NUMBER = Pattern.compile("[+-][0-9]+(?:[.,][0-9]+)?");

  private CsvFormulas() {}

  /** The text of a cell as it goes out. */
  static String harmless(String cell) {
    return NUMBER.matcher(cell).matches() ? cell : parts(cell, CsvFormulas::marked);
  }

  /** The text of a cell that came in. */
  static String restored(String cell) {
    return parts(cell, CsvFormulas::unmarked);
  }

  private static String parts(String cell, UnaryOperator<String> change) {
    return PART.matcher(cell)
        .replaceAll(part -> Matcher.quoteReplacement(change.apply(part.group())));
  }

  private static String marked(String part) {
    return FORMULA.matcher(part).matches() ? "'" + part : part;
  }

  private static String unmarked(String part) {
    return part.startsWith("'") && FORMULA.matcher(part.substring(1)).matches()
        ? part.substring(1)
        : part;
  }
}
