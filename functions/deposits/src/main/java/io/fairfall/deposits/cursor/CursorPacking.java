package io.fairfall.deposits.cursor;

import io.fairfall.deposits.cursor.CursorLayout.Dropped;
import io.fairfall.deposits.cursor.CursorLayout.Part;
import io.fairfall.deposits.cursor.CursorLayout.Segment;
import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.json.JsonCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes a cursor apart into items that are all small, however much a stranger makes it hold, and
 * puts it together again. A list that is short stays in the cursor's own item. Of a long one all
 * but the newest elements stand in segments; a segment is written once and named by later cursors
 * as long as its elements follow on each other in the list, so that a step writes what is new.
 */
final class CursorPacking {
  /** Elements of one segment: 60 kB where each has the longest parts that a chain can give it. */
  static final int SEGMENT = 200;

  /** Elements of a list with which it is put into segments; fewer stay in the cursor's item. */
  static final int SPILL = 2 * SEGMENT;

  /** Characters of a halt that stay in the cursor's item, and of each piece beyond. */
  static final int MAX_HALT = 100_000;

  /** How long a segment stays that no cursor names: whoever reads has the one before in hand. */
  static final long DROPPED_STAYS_MS = 15_000;

  /** Dropped segments that are remembered; beyond that the oldest go at once. */
  static final int MAX_DROPPED = 2_000;

  private CursorPacking() {}

  /**
   * A cursor in parts.
   *
   * @param base the cursor with what stands in its own item
   * @param parts segments that are new, by their names
   * @param gone segments that are to be taken away now
   */
  record Packed(Cursor base, CursorLayout layout, Map<String, Part> parts, List<Dropped> gone) {}

  /**
   * What is known of what is stored: which elements a segment has.
   *
   * @param layout that of the newest cursor
   */
  record Known(CursorLayout layout, Map<String, List<?>> elements) {
    static final Known NOTHING = new Known(CursorLayout.NONE, Map.of());
  }

  /**
   * Takes a cursor apart.
   *
   * @param prefix of the names of new segments: nobody else's begin with it
   */
  static Packed pack(Cursor cursor, Known before, String prefix, long nowMs) {
    Map<String, Part> parts = new LinkedHashMap<>();
    Naming naming = new Naming(prefix);
    CursorLayout old = before.layout();
    Cut<DepositTransfer> pending =
        cut(cursor.pending(), old.pending(), before, naming, parts, Part::of);
    Cut<OutboxEntry> outbox =
        cut(cursor.outbox(), old.outbox(), before, naming, parts, Part::decided);
    Cut<OutboxEntry> settled =
        cut(cursor.settled(), old.settled(), before, naming, parts, Part::decided);
    Cut<String> compensated =
        cut(
            cursor.compensated().stream().sorted().toList(),
            old.compensated(),
            before,
            naming,
            parts,
            Part::keys);
    Cut<Owing> owed = cut(cursor.owing(), old.owing(), before, naming, parts, Part::owing);
    Halt halt = cursor.halt();
    List<Segment> pieces = halt == null ? List.of() : pieces(halt, old, before, naming, parts);
    List<Dropped> dropped =
        dropped(before, List.of(pending, outbox, settled, compensated, owed), pieces, nowMs);
    List<Dropped> gone = gone(dropped, nowMs);
    Cursor base =
        cursor.holding(
            pending.rest(),
            outbox.rest(),
            settled.rest(),
            new HashSet<>(compensated.rest()),
            halt == null || pieces.isEmpty() ? halt : halt.headline(),
            owed.rest());
    CursorLayout layout =
        new CursorLayout(
            pending.segments(),
            outbox.segments(),
            settled.segments(),
            compensated.segments(),
            pieces,
            dropped.stream().filter(one -> !gone.contains(one)).toList(),
            owed.segments().isEmpty() ? null : owed.segments());
    return new Packed(base, layout, parts, gone);
  }

  /** What is known after a cursor was written. */
  static Known after(Packed packed, Known before) {
    Map<String, List<?>> elements = new HashMap<>();
    for (Segment segment : packed.layout().all()) {
      Part part = packed.parts().get(segment.name());
      elements.put(
          segment.name(),
          part == null
              ? Objects.requireNonNull(before.elements().get(segment.name()))
              : part.elements());
    }
    return new Known(packed.layout(), elements);
  }

  /** What is known after a cursor was read; nothing if one of its segments is not there. */
  static @Nullable Known read(CursorLayout layout, Map<String, Part> parts) {
    Map<String, List<?>> elements = new HashMap<>();
    for (Segment segment : layout.all()) {
      Part part = parts.get(segment.name());
      if (part == null) {
        return null;
      }
      elements.put(segment.name(), part.elements());
    }
    return new Known(layout, elements);
  }

  /** Puts a cursor together again. */
  static Cursor unpack(Cursor base, Known known) {
    CursorLayout layout = known.layout();
    Halt halt = base.halt();
    if (!layout.halt().isEmpty()) {
      StringBuilder text = new StringBuilder();
      layout.halt().forEach(piece -> elements(known, piece).forEach(text::append));
      halt = JsonCodec.fromStore(Halt.class, text.toString());
    }
    return base.holding(
        joined(layout.pending(), known, base.pending()),
        joined(layout.outbox(), known, base.outbox()),
        joined(layout.settled(), known, base.settled()),
        new HashSet<>(joined(layout.compensated(), known, List.copyOf(base.compensated()))),
        halt,
        joined(layout.owing(), known, base.owing()));
  }

  /** Names that nobody else gives. */
  private static final class Naming {
    private final String prefix;
    private int next;

    Naming(String prefix) {
      this.prefix = prefix;
    }

    String next() {
      return prefix + next++;
    }
  }

  /** A list in segments, and the elements that are in none. */
  private record Cut<T>(List<Segment> segments, List<T> rest) {}

  private static <T> Cut<T> cut(
      List<T> list,
      List<Segment> old,
      Known before,
      Naming naming,
      Map<String, Part> parts,
      Function<List<T>, Part> part) {
    if (list.size() < SPILL) {
      return new Cut<>(List.of(), list);
    }
    Map<Object, Segment> byFirst = new HashMap<>();
    old.forEach(one -> byFirst.putIfAbsent(elements(before, one).getFirst(), one));
    List<Segment> segments = new ArrayList<>();
    int begun = 0;
    int place = 0;
    while (list.size() - place >= SEGMENT) {
      int waiting = place - begun;
      Segment same = byFirst.get(list.get(place));
      // few elements before a segment that stands are better written together with it
      if (same != null
          && (waiting == 0 || waiting >= SEGMENT / 2)
          && isAt(list, place, elements(before, same))) {
        add(list.subList(begun, place), segments, naming, parts, part);
        segments.add(same);
        place += same.count();
        begun = place;
      } else if (waiting == SEGMENT) {
        add(list.subList(begun, place), segments, naming, parts, part);
        begun = place;
      } else {
        place++;
      }
    }
    while (list.size() - begun >= SPILL) {
      add(list.subList(begun, begun + SEGMENT), segments, naming, parts, part);
      begun += SEGMENT;
    }
    return new Cut<>(segments, List.copyOf(list.subList(begun, list.size())));
  }

  private static <T> void add(
      List<T> elements,
      List<Segment> segments,
      Naming naming,
      Map<String, Part> parts,
      Function<List<T>, Part> part) {
    if (!elements.isEmpty()) {
      String name = naming.next();
      parts.put(name, part.apply(List.copyOf(elements)));
      segments.add(new Segment(name, elements.size()));
    }
  }

  private static boolean isAt(List<?> list, int place, List<?> elements) {
    return place + elements.size() <= list.size()
        && list.subList(place, place + elements.size()).equals(elements);
  }

  /** A halt is written seldom, and read as a whole. */
  private static List<Segment> pieces(
      Halt halt, CursorLayout old, Known before, Naming naming, Map<String, Part> parts) {
    String text = JsonCodec.write(halt);
    if (text.length() <= MAX_HALT) {
      return List.of();
    }
    StringBuilder stored = new StringBuilder();
    old.halt().forEach(piece -> elements(before, piece).forEach(stored::append));
    if (stored.toString().equals(text)) {
      return old.halt();
    }
    List<Segment> pieces = new ArrayList<>();
    for (int from = 0; from < text.length(); from += MAX_HALT) {
      String name = naming.next();
      String piece = text.substring(from, Math.min(text.length(), from + MAX_HALT));
      parts.put(name, Part.text(piece));
      pieces.add(new Segment(name, 1));
    }
    return pieces;
  }

  private static List<Dropped> dropped(
      Known before, List<Cut<?>> lists, List<Segment> pieces, long nowMs) {
    Set<Segment> named = new HashSet<>(pieces);
    lists.forEach(one -> named.addAll(one.segments()));
    List<Dropped> dropped = new ArrayList<>(before.layout().dropped());
    before.layout().all().stream()
        .filter(one -> !named.contains(one))
        .map(one -> new Dropped(one.name(), nowMs))
        .forEach(dropped::add);
    return dropped;
  }

  private static List<Dropped> gone(List<Dropped> dropped, long nowMs) {
    int tooMany = dropped.size() - MAX_DROPPED;
    List<Dropped> gone = new ArrayList<>();
    for (Dropped one : dropped) {
      if (gone.size() < tooMany || nowMs - one.atMs() >= DROPPED_STAYS_MS) {
        gone.add(one);
      }
    }
    return gone;
  }

  private static List<?> elements(Known known, Segment segment) {
    return Objects.requireNonNull(known.elements().get(segment.name()), segment.name());
  }

  @SuppressWarnings("unchecked") // a segment of a list has elements of that list
  private static <T> List<T> joined(List<Segment> segments, Known known, List<T> rest) {
    List<T> joined = new ArrayList<>();
    segments.forEach(one -> joined.addAll((List<T>) elements(known, one)));
    joined.addAll(rest);
    return joined;
  }
}
