package io.fairfall.realtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.avaje.jsonb.Json;
import io.fairfall.json.JsonCodec;
import io.fairfall.platform.Environment;
import io.fairfall.realtime.channels.Channel;
import io.fairfall.realtime.channels.Event;
import io.fairfall.realtime.delivery.Deadline;
import io.fairfall.realtime.delivery.DualPathBroadcast;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * The fan-out function: the conductor invokes it with the events of entries that it has just
 * appended, which saves the time that the stream takes. The stream brings the same events under the
 * same ids a little later, and tells what was not told here: a failure costs time and nothing else.
 */
public final class Fanout implements RequestStreamHandler {
  private static final int MAX_EVENTS = 16;

  private final DualPathBroadcast delivery;

  public Fanout() {
    this(System.getenv());
  }

  public Fanout(Map<String, String> variables) {
    this(DualPathBroadcast.of(new Environment(variables), InstantSource.system()));
  }

  Fanout(DualPathBroadcast delivery) {
    this.delivery = delivery;
  }

  /** What the conductor announces. */
  @Json
  record Announcement(List<Event> events) {
    Announcement {
      if (events == null || events.size() > MAX_EVENTS) {
        throw new IllegalArgumentException(
            "an announcement has events, " + MAX_EVENTS + " at most");
      }
      for (Event event : events) {
        if (!event.channel().equals(Channel.GAME.word())) {
          throw new IllegalArgumentException("only the game is announced");
        }
      }
    }
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context lambda) throws IOException {
    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    Announcement announcement = JsonCodec.fromStore(Announcement.class, text);
    delivery.announce(announcement.events(), Deadline.of(lambda));
    out.write("{}".getBytes(StandardCharsets.UTF_8));
  }
}
