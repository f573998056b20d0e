package io.fairfall.feed;

import io.fairfall.edge.Json;
import java.util.List;

/** What is left of a message's size, in bytes. Everything in our messages is ASCII. */
final class Room {
  private int bytes;

  Room(int bytes) {
    this.bytes = bytes;
  }

  /** What events take up, each with the comma behind it. */
  static int of(List<Event> events) {
    return events.stream().mapToInt(event -> Json.write(event).length() + 1).sum();
  }

  /** Takes some bytes if they are there. */
  boolean take(int wanted) {
    if (wanted > bytes) {
      return false;
    }
    bytes -= wanted;
    return true;
  }

  /** Makes sure that at least some bytes are left. */
  void reserve(int atLeast) {
    bytes = Math.max(bytes, atLeast);
  }
}
