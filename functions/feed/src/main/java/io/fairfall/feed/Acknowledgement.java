package io.fairfall.feed;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@link Hello}.
 *
 * @param type always {@code hello_ack}
 * @param serverTime our clock, in milliseconds since 1970
 * @param channels one answer for each channel that was asked for
 */
@Json
record Acknowledgement(String type, long serverTime, Map<String, Answer> channels) {
  static final String TYPE = "hello_ack";

  /**
   * What one channel has to say.
   *
   * @param status ok, replay or snapshot
   * @param epoch the history that the position counts in; absent before its first entry
   * @param position the head, which is where the client stands after this answer
   * @param events for a replay: what was missed, in order
   * @param snapshot for a snapshot: the state as a whole
   */
  @Json
  record Answer(
      String status,
      @Nullable String epoch,
      @Json.Raw String position,
      @Nullable List<Event> events,
      @Json.Raw @Nullable String snapshot) {}
}
