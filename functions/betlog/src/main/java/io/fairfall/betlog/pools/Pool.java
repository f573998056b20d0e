package io.fairfall.betlog.pools;

import io.avaje.jsonb.Json;

/**
 * A group of people who keep their bets together.
 *
 * @param pool its id
 * @param zone its time zone, like {@code America/New_York}
 * @param firstDay the first day of its weeks, like {@code tuesday}
 */
@Json
public record Pool(
    String pool, String name, String zone, String firstDay, String createdBy, long createdAt) {
  public WeekCalendar calendar() {
    return WeekCalendar.parse(zone, firstDay);
  }
}
