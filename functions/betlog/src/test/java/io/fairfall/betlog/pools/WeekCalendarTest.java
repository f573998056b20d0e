package io.fairfall.betlog.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeekCalendarTest {
  @ParameterizedTest
  @CsvSource({
    // New York, weeks from Tuesday: midnight is 05:00 UTC in winter and 04:00 in summer
    "America/New_York, tuesday, 2026-11-24T04:59:59Z, 2026-11-17",
    "America/New_York, tuesday, 2026-11-24T05:00:00Z, 2026-11-24",
    "America/New_York, tuesday, 2026-07-07T03:59:59Z, 2026-06-30",
    "America/New_York, tuesday, 2026-07-07T04:00:00Z, 2026-07-07",
    // the week in which clocks change, on Sunday 2026-11-01
    "America/New_York, tuesday, 2026-11-03T04:59:59Z, 2026-10-27",
    "America/New_York, tuesday, 2026-11-03T05:00:00Z, 2026-11-03",
    "Europe/Berlin, monday, 2026-12-31T23:30:00Z, 2026-12-28",
    "Pacific/Kiritimati, sunday, 2026-11-21T10:00:00Z, 2026-11-22",
    "UTC, monday, 2026-11-23T00:00:00Z, 2026-11-23",
  })
  void aWeekBeginsAtMidnightOfItsFirstDayInThePoolsZone(
      String zone, String firstDay, Instant at, String key) {
    assertEquals(key, WeekCalendar.parse(zone, firstDay).keyOf(at.toEpochMilli()));
  }

  @Test
  void onlyDatesOfTheFirstDayNameAWeek() {
    WeekCalendar calendar = WeekCalendar.parse("America/New_York", "tuesday");
    assertTrue(calendar.isKey("2026-11-17"));
    for (String text :
        new String[] {"2026-11-18", "2026-02-30", "2026-11-17T00", "", "+2026-11-17"}) {
      assertFalse(calendar.isKey(text), text);
    }
  }

  @Test
  void anUnknownZoneOrDayIsRefusedByName() {
    assertThrows(IllegalArgumentException.class, () -> WeekCalendar.parse("Mars", "monday"));
    assertThrows(IllegalArgumentException.class, () -> WeekCalendar.parse("UTC", "funday"));
  }
}
