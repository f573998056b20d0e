package io.fairfall.betlog;

import io.avaje.jsonb.Json;
import io.fairfall.betlog.bets.LoggedBet;
import io.fairfall.betlog.bets.PoolStandings;
import io.fairfall.betlog.pools.PoolRequest;
import io.fairfall.betlog.pools.PoolStore;
import io.fairfall.betlog.weeks.WeekStore;
import io.fairfall.betlogstore.PoolWeek;
import io.fairfall.http.ProblemException;
import io.fairfall.http.Request;
import io.fairfall.http.Response;
import io.fairfall.journal.Entry;
import io.fairfall.json.JsonCodec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Weeks as they are: lists, what is new in them, and who stands where. */
final class WeeksEndpoint {
  /** Changes that are told one by one to somebody who polls; more come as a whole list. */
  static final long MAX_EVENTS = 100;

  /** Weeks that one table of standings looks at. */
  static final int MAX_WEEKS = 60;

  /**
   * Characters of bets that it reads, three times what the largest week has: reading and adding up
   * so many takes a function a few seconds of the ten that it has.
   */
  static final int MAX_CHARS = 20_000_000;

  private final PoolStore store;
  private final WeekStore sheet;

  WeeksEndpoint(PoolStore store, WeekStore sheet) {
    this.store = store;
    this.sheet = sheet;
  }

  /** One change, in the form in which the week's channel tells it. */
  @Json
  record Event(String channel, long id, String type, long at, @Json.Raw String data) {
    Event {
      data = JsonCodec.ascii(data);
    }

    static Event of(Entry entry) {
      return new Event(entry.journal(), entry.version(), entry.type(), entry.atMs(), entry.body());
    }
  }

  Response weeks(Request request) {
    PoolRequest poolRequest = PoolRequest.of(store, request);
    return Response.ok(new ResponseDtos.WeekKeys(sheet.weeks(poolRequest.pool().pool())));
  }

  /**
   * The list of a week. Whoever names the revision that they know, as {@code since} or as a tag,
   * costs one small read where nothing has changed.
   */
  Response list(Request request) {
    PoolRequest poolRequest = PoolRequest.of(store, request);
    PoolWeek week = poolRequest.week(request);
    long since = request.queryNumber("since", -1, 0, Long.MAX_VALUE);
    // the head comes first: a list that was read later has everything up to it
    long revision = sheet.revision(week);
    String tag = "\"" + revision + "\"";
    if (tag.equals(request.header("if-none-match"))) {
      return new Response(304, Map.of("etag", tag, "cache-control", "no-cache"), null);
    }
    List<Event> events = eventsAfter(since, revision, week).orElse(null);
    List<LoggedBet> bets = events == null ? sheet.bets(week) : null;
    Map<String, String> headers =
        Map.of("content-type", "application/json", "etag", tag, "cache-control", "no-cache");
    return new Response(
        200, headers, new ResponseDtos.WeekView(week.key(), revision, bets, events));
  }

  /** Every change after a revision, or nothing: many large ones are more than one read gives. */
  private Optional<List<Event>> eventsAfter(long since, long revision, PoolWeek week) {
    if (since < 0 || since > revision || revision - since > MAX_EVENTS) {
      return Optional.empty();
    }
    List<Entry> entries = sheet.entries(week, since + 1, revision);
    return entries.size() == revision - since
        ? Optional.of(entries.stream().map(Event::of).toList())
        : Optional.empty();
  }

  /** The bets that were deleted, as they were: nothing is ever lost, and ids lead to histories. */
  Response deleted(Request request) {
    PoolWeek week = PoolRequest.of(store, request).week(request);
    return Response.ok(new ResponseDtos.DeletedBets(week.key(), sheet.deletedBets(week)));
  }

  /**
   * The standings of one week, or week by week and over all from one to another: of the newest
   * {@link #MAX_WEEKS} of them, and of no more than {@link #MAX_CHARS}. If there are older ones,
   * {@code truncated} says so.
   */
  Response standings(Request request) {
    PoolRequest poolRequest = PoolRequest.of(store, request);
    String from = bound(request, "from", "");
    String to = bound(request, "to", "9");
    List<PoolWeek> all =
        sheet.weeks(poolRequest.pool().pool()).stream()
            .filter(key -> key.compareTo(from) >= 0 && key.compareTo(to) <= 0)
            .map(key -> new PoolWeek(poolRequest.pool().pool(), key))
            .toList();
    SequencedMap<PoolWeek, List<LoggedBet>> bets = newest(all);
    List<ResponseDtos.WeekStandings> byWeek =
        bets.entrySet().stream()
            .map(
                week ->
                    new ResponseDtos.WeekStandings(
                        week.getKey().key(), PoolStandings.of(week.getValue())))
            .toList();
    List<LoggedBet> season = bets.values().stream().flatMap(List::stream).toList();
    return Response.ok(
        new ResponseDtos.StandingsView(
            PoolStandings.of(season), byWeek, bets.size() < all.size() ? true : null));
  }

  /** The bets of the newest weeks, each whole, oldest week first. */
  private SequencedMap<PoolWeek, List<LoggedBet>> newest(List<PoolWeek> oldestFirst) {
    SequencedMap<PoolWeek, List<LoggedBet>> found = new LinkedHashMap<>();
    long chars = 0;
    for (PoolWeek week : oldestFirst.reversed()) {
      List<String> bodies = found.size() < MAX_WEEKS ? sheet.bodies(week) : List.of();
      chars += bodies.stream().mapToLong(String::length).sum();
      if (found.size() == MAX_WEEKS || chars > MAX_CHARS) {
        break;
      }
      found.putFirst(week, bodies.stream().map(WeekStore::bet).toList());
    }
    return found;
  }

  private static String bound(Request request, String name, String none) {
    String key = request.query().get(name);
    if (key == null) {
      return none;
    }
    if (!PoolWeek.isKey(key)) {
      throw ProblemException.invalid(name + " is the date of a week's first day, like 2026-11-17.");
    }
    return key;
  }
}
