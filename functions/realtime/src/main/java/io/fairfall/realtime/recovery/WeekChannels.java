package io.fairfall.realtime.recovery;

import io.fairfall.betlogstore.PoolItems;
import io.fairfall.betlogstore.PoolWeek;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.json.JsonCodec;
import io.fairfall.realtime.channels.Event;
import io.fairfall.realtime.channels.Events;
import io.fairfall.realtime.channels.PayloadBudget;
import io.fairfall.realtime.channels.Topic;
import io.fairfall.realtime.channels.WeekTopics;
import io.fairfall.realtime.protocol.HelloAck.Answer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The channels of the bet log: one for each week of each pool, named like its journal, {@code
 * week:<pool>:<key>}. They are for the pool's members; to everybody else they do not exist.
 *
 * <p>An entry's body is the event as it is. A snapshot is the list of the week's bets; one that is
 * too large for a message has no list, and is to be fetched over HTTP.
 */
public final class WeekChannels {
  /** Bytes of a list that is told over a socket; others go over HTTP. */
  static final int MAX_LIST_BYTES = 20_000;

  private final Journals events;
  private final BiPredicate<String, String> isMember;
  private final Function<PoolWeek, List<String>> bets;

  /**
   * @param isMember whether a pool has a player in it
   * @param bets the bets of a week as JSON, in order
   */
  public WeekChannels(
      Journals events,
      BiPredicate<String, String> isMember,
      Function<PoolWeek, List<String>> bets) {
    this.events = events;
    this.isMember = isMember;
    this.bets = bets;
  }

  public static WeekChannels of(Journals events, PoolItems items) {
    return new WeekChannels(
        events, (pool, player) -> items.role(pool, player).isPresent(), items::bets);
  }

  /** The weeks among some channels, all of which the player may follow. */
  List<PoolWeek> permitted(Collection<String> channels, @Nullable String player) {
    List<PoolWeek> weeks = new ArrayList<>();
    for (String channel : channels) {
      if (WeekTopics.isName(channel)) {
        PoolWeek week = PoolWeek.of(channel).orElseThrow(WeekTopics::notYours);
        if (player == null || !isMember.test(week.pool(), player)) {
          throw WeekTopics.notYours();
        }
        weeks.add(week);
      }
    }
    return weeks;
  }

  /** The weeks that a connection follows, as far as its player still may. */
  List<PoolWeek> followed(Collection<Topic> topics, @Nullable String player) {
    return WeekTopics.among(topics).stream()
        .filter(week -> player != null && isMember.test(week.pool(), player))
        .toList();
  }

  long version(PoolWeek week) {
    return events.head(week.journal()).map(Entry::version).orElse(0L);
  }

  /**
   * Where a week stands, for somebody who knows it up to a position.
   *
   * @param position null if nothing is known
   */
  Answer answer(PoolWeek week, @Nullable Long position, String epoch, PayloadBudget budget) {
    long head = version(week);
    String end = Long.toString(head);
    return switch (Recovery.decide(position, head)) {
      case Recovery.UpToDate _ -> new Answer("ok", epoch, end, null, null, null);
      case Recovery.Replay(long from, long to) -> {
        List<Entry> entries = events.range(week.journal(), from, to);
        List<Event> missed = entries.stream().map(entry -> Events.week(week, entry)).toList();
        yield missed.size() == to - from + 1 && budget.take(PayloadBudget.of(missed))
            ? new Answer("replay", epoch, end, null, null, missed)
            : snapshot(week, end, epoch, budget);
      }
      case Recovery.Snapshot _ -> snapshot(week, end, epoch, budget);
    };
  }

  /** The list is read after the head, so that it has everything up to it. */
  private Answer snapshot(PoolWeek week, String head, String epoch, PayloadBudget budget) {
    List<String> list = bets.apply(week);
    String text = "[" + String.join(",", list) + "]";
    int bytes = PayloadBudget.bytes(text);
    Map<String, Object> snapshot = new LinkedHashMap<>();
    snapshot.put("weekKey", week.key());
    if (bytes > MAX_LIST_BYTES || !budget.take(bytes)) {
      return new Answer("snapshot", epoch, head, JsonCodec.write(snapshot), null, null);
    }
    String body = "{\"weekKey\":" + JsonCodec.write(week.key()) + ",\"bets\":" + text + "}";
    return new Answer("snapshot", epoch, head, body, null, null);
  }
}
