package io.fairfall.deposits.cursor;

import io.avaje.jsonb.Json;
import io.fairfall.deposits.scan.DepositTransfer;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which segments belong to a cursor, in the order of its lists. What stands in the cursor's own
 * item of a list follows on what stands in the list's segments.
 *
 * @param halt the text of the halt, in pieces
 * @param dropped segments that an earlier cursor named, and that somebody may be reading still
 */
@Json
record CursorLayout(
    List<Segment> pending,
    List<Segment> outbox,
    List<Segment> settled,
    List<Segment> compensated,
    List<Segment> halt,
    List<Dropped> dropped) {
  static final CursorLayout NONE =
      new CursorLayout(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

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
      @Nullable String text) {
    static Part of(@Nullable List<DepositTransfer> transfers) {
      return new Part(transfers, null, null, null);
    }
  }

  /** All that the cursor is made of. */
  List<Segment> all() {
    return Stream.of(pending, outbox, settled, compensated, halt).flatMap(List::stream).toList();
  }

  /** Elements in segments. */
  static int counted(List<Segment> segments) {
    return segments.stream().mapToInt(Segment::count).sum();
  }

  boolean hasSegments() {
    return !all().isEmpty();
  }
}
