package io.fairfall.betlog.files;

import io.fairfall.betlog.bets.PlainText;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers as spreadsheets write them: with signs that only look like plus and minus, with a comma
 * before the decimals or a fraction after the whole, without the plus and the zeros that somebody
 * typed. What could be two numbers is refused, and a raised or circled digit is none.
 */
final class CsvNumbers {
  private static final Pattern WIDE = Pattern.compile("[\\uff01-\\uff5e]");
  private static final int WIDE_BY = 0xff01 - 0x21;
  private static final Pattern SPACES = Pattern.compile("[\\u00a0\\u2007\\u2009\\u202f\\u3000]");
  private static final Pattern WITH_FRACTION =
      Pattern.compile("([+-]?)([0-9]*)([\u00bc\u00bd\u00be])( ?\\p{L}+)?");
  private static final Map<String, String> FRACTIONS =
      Map.of("\u00bc", ".25", "\u00bd", ".5", "\u00be", ".75");
  private static final Pattern WITH_COMMA = Pattern.compile("([+-]?[0-9]+),([0-9]+)( ?\\p{L}+)?");
  private static final Pattern THOUSANDS = Pattern.compile("[+-]?[0-9]{1,3},[0-9]{3}( ?\\p{L}+)?");
  private static final Pattern AMERICAN = Pattern.compile("[+-][1-9][0-9]{2,5}(\\.0+)?");
  private static final Pattern AMERICAN_WITH_ZEROS = Pattern.compile("([+-][1-9][0-9]{2,5})\\.0+");
  private static final Pattern BARE_WITH_ZEROS = Pattern.compile("([1-9][0-9]{2,5})\\.(0+)");
  private static final Pattern WHOLE_WITH_ZEROS = Pattern.compile("([0-9]+)\\.0+");
  private static final Pattern BARE_AMERICAN = Pattern.compile("[1-9][0-9]{2,5}");
  private static final Pattern BARE_DECIMAL = Pattern.compile("[1-9][0-9]?");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]+\\.[0-9]+");

  private final boolean decimalCommas;
  private final boolean decimalOdds;
  private final boolean americanOdds;

  /**
   * @param decimalCommas whether a comma stands before decimals in this file, whatever follows it
   * @param odds what stands under odds and closing odds in this file: where some are decimal, a
   *     bare 150 may be +150 or 150.00; where some have a sign, a column of numbers has made 150.0
   *     of +150
   */
  CsvNumbers(boolean decimalCommas, List<String> odds) {
    this.decimalCommas = decimalCommas;
    List<String> all = odds.stream().map(one -> plain(one, true)).toList();
    this.americanOdds = all.stream().anyMatch(one -> AMERICAN.matcher(one).matches());
    this.decimalOdds = all.stream().anyMatch(this::isDecimal);
  }

  private boolean isDecimal(String odds) {
    Matcher zeros = BARE_WITH_ZEROS.matcher(odds);
    return zeros.matches()
        ? zeros.group(2).length() > 1 && !americanOdds
        : DECIMAL.matcher(odds).matches();
  }

  /** A stake or a line, with a point before its decimals; what is none stays as it is. */
  String number(String cell) {
    String text = withoutFraction(plain(cell, decimalCommas));
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
    if (WITH_FRACTION.matcher(plain(cell, decimalCommas)).matches()) {
      throw new IllegalArgumentException(
          "odds %s may be a fraction or a decimal: write it like 3/2 or 2.50.".formatted(cell));
    }
    Matcher zeros = BARE_WITH_ZEROS.matcher(text);
    if (zeros.matches() && !isDecimal(text)) {
      text = zeros.group(1);
      if (!americanOdds) {
        throw ambiguous(text);
      }
    }
    if (BARE_DECIMAL.matcher(text).matches()) {
      return text + ".00";
    }
    if (!BARE_AMERICAN.matcher(text).matches()) {
      return text;
    }
    if (decimalOdds) {
      throw ambiguous(text);
    }
    return "+" + text;
  }

  private static IllegalArgumentException ambiguous(String text) {
    return new IllegalArgumentException(
        "odds %s may be +%s or %s.00, and the file does not tell: write it with its sign or with two decimals, all in one way."
            .formatted(text, text, text));
  }

  private static String withoutFraction(String text) {
    Matcher fraction = WITH_FRACTION.matcher(text);
    if (!fraction.matches()) {
      return text;
    }
    String whole = fraction.group(2).isEmpty() ? "0" : fraction.group(2);
    String unit = fraction.group(4) == null ? "" : fraction.group(4);
    return fraction.group(1) + whole + FRACTIONS.get(fraction.group(3)) + unit;
  }

  private static String plain(String cell, boolean decimalCommas) {
    String narrow =
        WIDE.matcher(cell)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        Character.toString(found.group().charAt(0) - WIDE_BY)));
    String text = PlainText.withPlainMinus(SPACES.matcher(narrow).replaceAll(" ")).strip();
    boolean isDecimal =
        WITH_COMMA.matcher(text).matches() && (decimalCommas || !THOUSANDS.matcher(text).matches());
    return isDecimal ? text.replace(',', '.') : text;
  }
}
