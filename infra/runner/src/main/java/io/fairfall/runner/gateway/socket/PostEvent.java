package io.fairfall.runner.gateway.socket;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import jdk.jfr.Category;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * A post to a connection, for flight recordings that ask for it: {@code jcmd <pid> JFR.start
 * settings=none +io.fairfall.runner.Post#enabled=true}.
 */
@Name("io.fairfall.runner.Post")
@Label("Post to a connection")
@Category("Fairfall")
@Enabled(false)
@StackTrace(false)
final class PostEvent extends Event {
  @Label("Connection")
  final String connection;

  @Label("Hash of the message's text")
  final int textHash;

  /** The recording's own instants are reckoned from ticks, and may be off by a millisecond. */
  @Label("Arrival, in microseconds since 1970")
  final long arrivedAtMicros;

  private PostEvent(String connection, int textHash, long arrivedAtMicros) {
    this.connection = connection;
    this.textHash = textHash;
    this.arrivedAtMicros = arrivedAtMicros;
  }

  /** Records it if somebody wants to know. */
  static void record(String connection, String text) {
    PostEvent event = new PostEvent(connection, 0, 0);
    if (event.isEnabled()) {
      long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
      new PostEvent(connection, text.hashCode(), micros).commit();
    }
  }
}
