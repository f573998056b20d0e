package io.fairfall.betlog.files;

import io.fairfall.betlog.bets.PlainText;
import io.fairfall.betlog.pools.WeekCalendar;
import io.fairfall.json.WholeNumber;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Kickoffs as people and spreadsheets write them: instants with an offset, and days with a time of
 * day in the pool's zone, year first, day first with points, or month and day in the order that the
 * whole file shows. What could be two instants is refused.
 */
final class CsvKickoffs {
  private static final String TIME =
      "[ ,]+([0-9]{1,2})[:.]([0-9]{2})(?::([0-9]{2})(?:\\.([0-9]{1,9}))?)?(?: ?([ap])\\.?m\\.?)?";

  private static final Pattern YEAR_FIRST =
      Pattern.compile(
          "([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})"
              + TIME
              + "(?: ?(z|[+-][0-9]{2}(?::?[0-9]{2})?))?");

  private static final Pattern DAY_FIRST =
      Pattern.compile("([0-9]{1,2})\\.([0-9]{1,2})\\.([0-9]{4}|[0-9]{2})" + TIME);

  private static final Pattern EITHER =
      Pattern.compile("([0-9]{1,2})[-/]([0-9]{1,2})[-/]([0-9]{4}|[0-9]{2})" + TIME);

  private static final Pattern DAY_NUMBER = Pattern.compile("[0-9]{5}(?:[.,][0-9]+)?");
  private static final Pattern LEADING_ZEROS = Pattern.compile("^0+(?=[0-9])");
  private static final int CENTURY = 2000;
  private static final int NOON = 12;
  private static final int DAYS_OF_A_WEEK = 7;
  private static final int NANO_DIGITS = 9;

  private final WeekCalendar calendar;
  private final Optional<Boolean> monthFirst;

  /**
   * @param calendar the pool's, whose zone a day without an offset is in
   * @param weekKey the week that the file is for
   * @param cells every kickoff of the file
   */
  CsvKickoffs(WeekCalendar calendar, String weekKey, List<String> cells) {
    this.calendar = calendar;
    this.monthFirst = order(LocalDate.parse(weekKey), cells);
  }

  /**
   * An instant in milliseconds since 1970.
   *
   * @throws IllegalArgumentException with a sentence that says what to write
   */
  long parse(String cell) {
    String text = plain(cell);
    Matcher yearFirst = YEAR_FIRST.matcher(text);
    if (yearFirst.matches()) {
      LocalDate day = date(cell, yearFirst, 1, 2, 3);
      return at(cell, day.atTime(time(cell, yearFirst)), yearFirst.group(9));
    }
    Matcher dayFirst = DAY_FIRST.matcher(text);
    if (dayFirst.matches()) {
      return at(cell, date(cell, dayFirst, 3, 2, 1).atTime(time(cell, dayFirst)), null);
    }
    Matcher either = EITHER.matcher(text);
    if (either.matches()) {
      return at(cell, inOrder(cell, either).atTime(time(cell, either)), null);
    }
    if (DAY_NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "kickoff %s is a spreadsheet's number for a day: show its column as date and time, and save again."
              .formatted(cell));
    }
    throw new IllegalArgumentException(
        "kickoff is a day and a time of day like 2026-11-22 18:00 in the pool's zone, or an instant"
            + " like 2026-11-22T18:00:00Z.");
  }

  private LocalDate inOrder(String cell, Matcher either) {
    boolean same = either.group(1).equals(either.group(2));
    if (monthFirst.isEmpty() && !same) {
      throw new IllegalArgumentException(
          "kickoff %s: which is the day, and which the month? Write it year first, like 2026-11-22 18:00."
              .formatted(cell));
    }
    return monthFirst.orElse(true) ? date(cell, either, 3, 1, 2) : date(cell, either, 3, 2, 1);
  }

  private long at(String cell, LocalDateTime local, @Nullable String offset) {
    if (offset != null) {
      return local.toInstant(offsetOf(cell, offset)).toEpochMilli();
    }
    List<ZoneOffset> offsets = calendar.zone().getRules().getValidOffsets(local);
    if (offsets.size() != 1) {
      throw new IllegalArgumentException(
          "kickoff %s %s in %s: write it with an offset, like 2026-10-25T02:30+01:00."
              .formatted(
                  cell,
                  offsets.isEmpty()
                      ? "is in the hour that is left out"
                      : "is in the hour that comes twice",
                  calendar.zone().getId()));
    }
    return local.toInstant(offsets.getFirst()).toEpochMilli();
  }

  private static ZoneOffset offsetOf(String cell, String offset) {
    try {
      return ZoneOffset.of(offset.toUpperCase(Locale.ROOT));
    } catch (DateTimeException none) {
      throw new IllegalArgumentException("kickoff %s has no such offset.".formatted(cell), none);
    }
  }

  /** Which order makes dates of all that could be read in two ways, and days of this week. */
  private static Optional<Boolean> order(LocalDate week, List<String> cells) {
    List<Matcher> open =
        cells.stream().map(cell -> EITHER.matcher(plain(cell))).filter(Matcher::matches).toList();
    boolean monthFirst = open.stream().allMatch(one -> day(one, true).isPresent());
    boolean dayFirst = open.stream().allMatch(one -> day(one, false).isPresent());
    if (monthFirst != dayFirst) {
      return Optional.of(monthFirst);
    }
    boolean monthFirstInWeek = open.stream().anyMatch(one -> isIn(week, day(one, true)));
    boolean dayFirstInWeek = open.stream().anyMatch(one -> isIn(week, day(one, false)));
    return monthFirst && monthFirstInWeek != dayFirstInWeek
        ? Optional.of(monthFirstInWeek)
        : Optional.empty();
  }

  private static boolean isIn(LocalDate week, Optional<LocalDate> day) {
    return day.filter(one -> !one.isBefore(week) && one.isBefore(week.plusDays(DAYS_OF_A_WEEK)))
        .isPresent();
  }

  private static Optional<LocalDate> day(Matcher either, boolean monthFirst) {
    try {
      return Optional.of(monthFirst ? date("", either, 3, 1, 2) : date("", either, 3, 2, 1));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  private static LocalDate date(String cell, Matcher found, int year, int month, int day) {
    try {
      int number = number(found.group(year));
      return LocalDate.of(
          number < CENTURY / 10 ? CENTURY + number : number,
          number(found.group(month)),
          number(found.group(day)));
    } catch (DateTimeException none) {
      throw new IllegalArgumentException("kickoff %s is on no day.".formatted(cell), none);
    }
  }

  /** The time of day in the groups after the date's three. */
  private static LocalTime time(String cell, Matcher found) {
    try {
      int hour = number(found.group(4));
      String half = found.group(8);
      if (half != null && (hour < 1 || hour > NOON)) {
        throw new DateTimeException("an hour before or after noon is 1 to 12");
      }
      int of24 = half == null ? hour : hour % NOON + (half.equals("p") ? NOON : 0);
      String fraction = found.group(7) == null ? "" : found.group(7);
      return LocalTime.of(
          of24,
          number(found.group(5)),
          found.group(6) == null ? 0 : number(found.group(6)),
          number(fraction + "0".repeat(NANO_DIGITS - fraction.length())));
    } catch (DateTimeException none) {
      throw new IllegalArgumentException("kickoff %s is at no time of day.".formatted(cell), none);
    }
  }

  private static int number(String digits) {
    String text = LEADING_ZEROS.matcher(digits).replaceFirst("");
    return (int) WholeNumber.parse(text, 0, Integer.MAX_VALUE).orElseThrow();
  }

  /** Without what only looks different: full width, narrow spaces, the T between day and time. */
  private static String plain(String cell) {
    return PlainText.withPlainMinus(Normalizer.normalize(cell, Normalizer.Form.NFKC))
        .toLowerCase(Locale.ROOT)
        .replaceAll("\\s+", " ")
        .replaceAll("(?<=[0-9])t(?=[0-9])", " ")
        .strip();
  }
}
