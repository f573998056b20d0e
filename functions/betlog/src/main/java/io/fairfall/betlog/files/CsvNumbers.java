package io.fairfall.betlog.files;

import java.text.Normalizer;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Numbers as spreadsheets write them: with signs that only look like plus and minus, with a comma
 * before the decimals, without the plus and the zeros that somebody typed. What could be two
 * numbers is refused.
 */
final class CsvNumbers {
  private static final Pattern SIGNS = Pattern.compile("[\\u2010-\\u2013\\u2212\\ufe63]");
  private static final Pattern WITH_COMMA = Pattern.compile("([+-]?[0-9]+),([0-9]+)( ?\\p{L}+)?");
  private static final Pattern THOUSANDS = Pattern.compile("[+-]?[0-9]{1,3},[0-9]{3}( ?\\p{L}+)?");
  private static final Pattern AMERICAN_WITH_ZEROS = Pattern.compile("([+-][1-9][0-9]{2,5})\\.0+");
  private static final Pattern WHOLE_WITH_ZEROS = Pattern.compile("([0-9]+)\\.0+");
  private static final Pattern BARE_AMERICAN = Pattern.compile("[1-9][0-9]{2,5}");
  private static final Pattern BARE_DECIMAL = Pattern.compile("[1-9][0-9]?");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]+\\.[0-9]+");

  private final boolean decimalCommas;
  private final boolean decimalOdds;

  /**
   * @param decimalCommas whether a comma stands before decimals in this file, whatever follows it
   * @param odds what stands under odds and closing odds in this file: where some are decimal, a
   *     bare 150 may be +150 or 150.00
   */
  CsvNumbers(boolean decimalCommas, List<String> odds) {
    this.decimalCommas = decimalCommas;
    this.decimalOdds = odds.stream().anyMatch(one -> DECIMAL.matcher(plain(one, true)).matches());
  }

  /** A stake or a line, with a point before its decimals; what is none stays as it is. */
  String number(String cell) {
    String text = plain(cell, decimalCommas);
    if (text.indexOf(',') >= 0 && THOUSANDS.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "%s may be a thousand times another: write it without the comma.".formatted(cell));
    }
    return text;
  }

  /** How far a teaser moves lines: 6 where a spreadsheet made 6.0 of it. */
  String points(String cell) {
    return WHOLE_WITH_ZEROS.matcher(number(cell)).replaceFirst("$1");
  }

  /** A price: 150 is +150, and 2 is 2.00. */
  String odds(String cell) {
    String text = AMERICAN_WITH_ZEROS.matcher(number(cell)).replaceFirst("$1");
    if (BARE_DECIMAL.matcher(text).matches()) {
      return text + ".00";
    }
    if (!BARE_AMERICAN.matcher(text).matches()) {
      return text;
    }
    if (decimalOdds) {
      throw new IllegalArgumentException(
          "odds %s may be +%s or %s.00, since the file has decimal odds: write it with its sign or its decimals."
              .formatted(text, text, text));
    }
    return "+" + text;
  }

  private static String plain(String cell, boolean decimalCommas) {
    String text =
        SIGNS.matcher(Normalizer.normalize(cell, Normalizer.Form.NFKC)).replaceAll("-").strip();
    boolean isDecimal =
        WITH_COMMA.matcher(text).matches() && (decimalCommas || !THOUSANDS.matcher(text).matches());
    return isDecimal ? text.replace(',', '.') : text;
  }
}
