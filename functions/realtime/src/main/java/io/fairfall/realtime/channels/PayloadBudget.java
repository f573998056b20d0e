package io.fairfall.realtime.channels;

import io.fairfall.json.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What is left of a message's size, in bytes. Only bets of the bet log are more than ASCII. */
public final class PayloadBudget {
  private int bytes;

  public PayloadBudget(int bytes) {
    this.bytes = bytes;
  }

  /** What events take up, each with the comma behind it. */
  public static int of(List<Event> events) {
    return events.stream().mapToInt(event -> bytes(JsonCodec.write(event)) + 1).sum();
  }

  /** What a text takes up on the wire. */
  public static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Takes some bytes if they are there. */
  public boolean take(int wanted) {
    if (wanted > bytes) {
      return false;
    }
    bytes -= wanted;
    return true;
  }

  /** Makes sure that at least some bytes are left. */
  public void reserve(int atLeast) {
    bytes = Math.max(bytes, atLeast);
  }
}
