package io.fairfall.realtime;

import io.fairfall.json.JsonCodec;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client as the protocol wants it, and nothing of a browser: it follows by ids, holds what comes
 * early, drops what it knows, and asks where something is missing.
 */
final class ModelClient {
  final String name;
  final @Nullable String player;
  final Map<String, Cursor> cursors = new LinkedHashMap<>();
  final ModelView view = new ModelView();
  private final Consumer<String> broken;
  private final Set<String> shown = new HashSet<>();
  private @Nullable String epoch;
  private boolean waiting = true;

  /** The place in a channel; round 0 for journals that are no round's. */
  record Place(long round, long id) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return round != other.round ? Long.compare(round, other.round) : Long.compare(id, other.id);
    }

    boolean follows(Place known) {
      return round == known.round ? id == known.id + 1 : round > known.round && id == 1;
    }

    static Place of(MessageTree answer, String member) {
      MessageTree position = answer.at(member);
      return position.value() instanceof Map
          ? new Place(position.number("round"), position.number("id"))
          : new Place(0, answer.number(member));
    }
  }

  /** One channel: what is known, and what came too early. */
  static final class Cursor {
    @Nullable Place place;
    final TreeMap<Place, MessageTree> held = new TreeMap<>();

    boolean hasGap() {
      return !held.isEmpty();
    }
  }

  /**
   * @param broken told of what must not happen
   */
  ModelClient(String name, @Nullable String player, Consumer<String> broken) {
    this.name = name;
    this.player = player;
    this.broken = broken;
    for (String channel : channels()) {
      cursors.put(channel, new Cursor());
    }
  }

  List<String> channels() {
    return player == null ? List.of("game", "rounds") : List.of("game", "rounds", "account");
  }

  /** What it says to catch up. */
  String hello() {
    Map<String, Object> positions = new LinkedHashMap<>();
    cursors.forEach(
        (channel, cursor) -> {
          Place place = cursor.place;
          if (place != null) {
            positions.put(
                channel,
                channel.equals("rounds")
                    ? Map.of("round", Long.toString(place.round()), "id", place.id())
                    : (Object) place.id());
          }
        });
    Map<String, Object> hello = new LinkedHashMap<>();
    hello.put("action", "hello");
    hello.put("channels", channels());
    hello.put("positions", positions);
    if (epoch != null) {
      hello.put("epoch", epoch);
    }
    return JsonCodec.write(hello);
  }

  /**
   * A new connection begins. What was held on the one before goes: nobody said yet in which history
   * it was, and the answer to the next hello has it. Until that answer all events are held, known
   * ids as well: they may be of another history.
   */
  void connected() {
    waiting = true;
    cursors.values().forEach(cursor -> cursor.held.clear());
  }

  void event(MessageTree event) {
    Cursor cursor = cursors.get(event.text("channel"));
    if (cursor == null) {
      broken.accept(name + " is told of " + event.text("channel"));
      return;
    }
    offer(cursor, event);
    if (!waiting) {
      drain(cursor);
    }
  }

  /**
   * The answer to a hello.
   *
   * @return whether it is to be asked again: what came since it was asked was of another history
   */
  boolean acknowledge(MessageTree ack) {
    boolean another = false;
    for (String channel : channels()) {
      MessageTree answer = ack.at("channels").at(channel);
      String told = answer.has("epoch") ? answer.text("epoch") : null;
      if (told != null && epoch != null && !told.equals(epoch)) {
        forget();
        another = !waiting;
      }
      epoch = told == null ? epoch : told;
    }
    waiting = false;
    for (String channel : channels()) {
      take(channel, ack.at("channels").at(channel));
    }
    return another;
  }

  private void take(String channel, MessageTree answer) {
    Cursor cursor = cursors.get(channel);
    if (cursor == null) {
      return;
    }
    if (answer.text("status").equals("snapshot")) {
      Place at = Place.of(answer, answer.has("snapshotPosition") ? "snapshotPosition" : "position");
      if (cursor.place == null || at.compareTo(cursor.place) > 0) {
        cursor.place = at;
        view.take(channel, answer.at("snapshot"));
      }
    } else if (cursor.place == null) {
      cursor.place = Place.of(answer, "position");
    }
    if (answer.has("events")) {
      answer.list("events").forEach(event -> offer(cursor, event));
    }
    drain(cursor);
  }

  /** Whether the server, as a pong tells, is ahead. */
  boolean isBehind(MessageTree positions) {
    return cursors.entrySet().stream()
        .anyMatch(
            entry -> {
              Place place = entry.getValue().place;
              return place != null
                  && positions.has(entry.getKey())
                  && Place.of(positions, entry.getKey()).compareTo(place) > 0;
            });
  }

  boolean hasGap() {
    return cursors.values().stream().anyMatch(Cursor::hasGap);
  }

  private void offer(Cursor cursor, MessageTree event) {
    Place place = new Place(event.has("round") ? event.number("round") : 0, event.number("id"));
    if (waiting || cursor.place == null || place.compareTo(cursor.place) > 0) {
      cursor.held.put(place, event);
    }
  }

  private void drain(Cursor cursor) {
    while (cursor.place != null && !cursor.held.isEmpty()) {
      Place first = cursor.held.firstKey();
      if (first.compareTo(cursor.place) <= 0) {
        cursor.held.pollFirstEntry();
      } else if (first.follows(cursor.place)) {
        show(first, cursor.held.pollFirstEntry().getValue());
        cursor.place = first;
      } else {
        return;
      }
    }
  }

  private void show(Place place, MessageTree event) {
    if (!shown.add(event.text("channel") + " " + place)) {
      broken.accept(name + " shows " + event.text("channel") + " " + place + " twice");
    }
    view.apply(event);
  }

  private void forget() {
    shown.clear();
    view.forget();
    cursors
        .values()
        .forEach(
            cursor -> {
              cursor.place = null;
              if (!waiting) {
                cursor.held.clear();
              }
            });
  }
}
