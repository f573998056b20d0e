package io.fairfall.realtime.protocol;

import io.avaje.jsonb.Json;
import io.fairfall.json.JsonCodec;
import io.fairfall.realtime.channels.Event;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@link Hello}.
 *
 * @param type always {@code hello_ack}
 * @param requestId the hello's, if it had one
 * @param serverTime our clock, in milliseconds since 1970
 * @param reconnect where clients are to be more patient than they are by themselves
 * @param channels one answer for each channel that was asked for
 */
@Json
public record HelloAck(
    String type,
    @Nullable String requestId,
    long serverTime,
    @Nullable Reconnect reconnect,
    Map<String, Answer> channels) {
  public static final String TYPE = "hello_ack";

  /**
   * What one channel has to say.
   *
   * @param status ok, replay or snapshot
   * @param epoch the history that the position counts in
   * @param position the head, which is where the client stands after this answer
   * @param snapshot for a snapshot: the state as a whole
   * @param snapshotPosition for a snapshot with events: where it stands itself
   * @param events for a replay, what was missed, in order; for a snapshot, what follows it, if
   *     anything does
   */
  @Json
  public record Answer(
      String status,
      String epoch,
      @Json.Raw String position,
      @Json.Raw @Nullable String snapshot,
      @Json.Raw @Nullable String snapshotPosition,
      @Nullable List<Event> events) {
    public Answer {
      position = JsonCodec.ascii(position);
      snapshot = snapshot == null ? null : JsonCodec.ascii(snapshot);
    }
  }

  /**
   * When a client that loses its connection may come back: at a random time between the two, which
   * grows with each attempt.
   *
   * @param floorMs for the first attempt
   * @param ceilingMs for every later one, at most
   */
  @Json
  public record Reconnect(long floorMs, long ceilingMs) {}
}
