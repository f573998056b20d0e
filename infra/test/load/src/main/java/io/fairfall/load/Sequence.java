package io.fairfall.load;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * One channel's events in order. The next one is applied, a known one dropped, a later one held for
 * a while in case the missing ones are only slow; then the gap is to be recovered.
 */
final class Sequence {
  private static final long UNKNOWN = -1;
  private static final long NOT_BEHIND = Long.MAX_VALUE;

  private final NavigableMap<Long, Tree> held = new TreeMap<>();
  private long position;
  private long head;
  private long behindSinceMs = NOT_BEHIND;

  private Sequence(long position) {
    this.position = position;
  }

  /** Nothing is known: everything is held until the first greeting. */
  static Sequence unknown() {
    return new Sequence(UNKNOWN);
  }

  /** A journal that was empty when it was first heard of. */
  static Sequence fromTheStart() {
    return new Sequence(0);
  }

  boolean isKnown() {
    return position != UNKNOWN;
  }

  long position() {
    return position;
  }

  /** Takes an event and returns those that are to be applied now, in order. */
  List<Tree> offer(long id, Tree event, long nowMs) {
    if (id > position) {
      held.putIfAbsent(id, event);
    }
    return applicable(nowMs);
  }

  /** A snapshot tells everything up to a position; it only moves forward. */
  List<Tree> snapshot(long at, long nowMs) {
    position = Math.max(position, at);
    held.headMap(position, true).clear();
    return applicable(nowMs);
  }

  /** Positions in another history mean nothing. */
  void forget() {
    held.clear();
    position = UNKNOWN;
    head = 0;
    behindSinceMs = NOT_BEHIND;
  }

  /** The house says how far the channel is; events on their way may still bring it. */
  void hearOfHead(long newest, long nowMs) {
    head = Math.max(head, newest);
    applicable(nowMs);
  }

  boolean isBehind(long nowMs, long graceMs) {
    return behindSinceMs != NOT_BEHIND && nowMs - behindSinceMs > graceMs;
  }

  private List<Tree> applicable(long nowMs) {
    List<Tree> now = new ArrayList<>();
    while (isKnown() && !held.isEmpty() && held.firstKey() == position + 1) {
      now.add(held.pollFirstEntry().getValue());
      position++;
    }
    boolean behind = isKnown() && (!held.isEmpty() || head > position);
    if (!behind) {
      behindSinceMs = NOT_BEHIND;
    } else if (behindSinceMs == NOT_BEHIND || !now.isEmpty()) {
      behindSinceMs = nowMs;
    }
    return now;
  }
}
