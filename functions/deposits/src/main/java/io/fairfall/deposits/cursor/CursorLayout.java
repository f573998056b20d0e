package io.fairfall.deposits.cursor;

import io.avaje.jsonb.Json;
import io.fairfall.deposits.scan.DepositTransfer;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which segments belong to a cursor, in the order of its lists. What stands in the cursor's own
 * item of a list follows on what stands in the list's segments.
 *
 * @param halt the text of the halt, in pieces
 * @param owed what is still to be taken back; null where that stands in the cursor's own item
 * @param dropped segments that an earlier cursor named, and that somebody may be reading still
 */
@Json
record CursorLayout(
    List<Segment> pending,
    List<Segment> outbox,
    List<Segment> settled,
    List<Segment> compensated,
    List<Segment> halt,
    List<Dropped> dropped,
    @Nullable List<Segment> owed) {
  static final CursorLayout NONE =
      new CursorLayout(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), null);

  /**
   * One segment.
   *
   * @param name the rest of its key
   * @param count elements in it
   */
  @Json
  record Segment(String name, int count) {}

  /** A segment that no cursor names any more, since an instant. */
  @Json
  record Dropped(String name, long atMs) {}

  /** What a segment has: one of the members, the others are null. */
  @Json
  record Part(
      @Nullable List<DepositTransfer> transfers,
      @Nullable List<OutboxEntry> decided,
      @Nullable List<String> keys,
      @Nullable String text,
      @Nullable List<Owing> owing) {
    static Part of(@Nullable List<DepositTransfer> transfers) {
      return new Part(transfers, null, null, null, null);
    }

    static Part decided(@Nullable List<OutboxEntry> entries) {
      return new Part(null, entries, null, null, null);
    }

    static Part keys(@Nullable List<String> keys) {
      return new Part(null, null, keys, null, null);
    }

    static Part text(@Nullable String text) {
      return new Part(null, null, null, text, null);
    }

    static Part owing(@Nullable List<Owing> owing) {
      return new Part(null, null, null, null, owing);
    }

    /** Its elements, whatever they are. */
    List<?> elements() {
      return Stream.of(transfers, decided, keys, owing)
          .<List<?>>mapMulti(
              (list, next) -> {
                if (list != null) {
                  next.accept(list);
                }
              })
          .findFirst()
          .orElseGet(() -> List.of(Objects.requireNonNull(text)));
    }
  }

  /** All that the cursor is made of. */
  List<Segment> all() {
    return Stream.of(pending, outbox, settled, compensated, halt, owing())
        .flatMap(List::stream)
        .toList();
  }

  List<Segment> owing() {
    return owed == null ? List.of() : owed;
  }

  /** Elements in segments. */
  static int counted(List<Segment> segments) {
    return segments.stream().mapToInt(Segment::count).sum();
  }

  boolean hasSegments() {
    return !all().isEmpty();
  }
}
