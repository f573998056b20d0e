package io.fairfall.betlog.pools;

import io.fairfall.betlogstore.PoolWeek;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/**
 * How a pool divides time into weeks. A week is named after the date of its first day, in the
 * pool's time zone, where it begins at midnight: in the weeks in which clocks change it is an hour
 * shorter or longer.
 */
public record WeekCalendar(ZoneId zone, DayOfWeek firstDay) {
  private static final int MAX_ZONE_CHARS = 40;

  /**
   * Reads what a pool's owner chose.
   *
   * @param zone a name of the time zone database, like {@code America/New_York}
   * @param firstDay a day's English name, like {@code tuesday}
   * @throws IllegalArgumentException with a sentence for whoever wrote it
   */
  public static WeekCalendar parse(String zone, String firstDay) {
    try {
      if (zone.length() > MAX_ZONE_CHARS || !ZoneId.getAvailableZoneIds().contains(zone)) {
        throw new IllegalArgumentException(
            "zone is a name of the time zone database, like Europe/Berlin.");
      }
      return new WeekCalendar(
          ZoneId.of(zone), DayOfWeek.valueOf(firstDay.toUpperCase(Locale.ROOT)));
    } catch (DateTimeException unknown) {
      throw new IllegalArgumentException("zone is not known here.", unknown);
    } catch (IllegalArgumentException refused) {
      if (refused.getMessage() != null && refused.getMessage().startsWith("zone")) {
        throw refused;
      }
      throw new IllegalArgumentException("firstDay is a day of the week, like tuesday.", refused);
    }
  }

  /** The week that an instant is in. */
  public String keyOf(long instantMs) {
    LocalDate day = Instant.ofEpochMilli(instantMs).atZone(zone).toLocalDate();
    return day.with(TemporalAdjusters.previousOrSame(firstDay)).toString();
  }

  /** Whether a text names a week of this pool, in this century. */
  boolean isKey(String text) {
    try {
      return PoolWeek.isKey(text) && LocalDate.parse(text).getDayOfWeek() == firstDay;
    } catch (DateTimeException noDate) {
      return false;
    }
  }

  public String firstDayWord() {
    return firstDay.name().toLowerCase(Locale.ROOT);
  }
}
