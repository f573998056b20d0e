package io.fairfall.feed.delivery;

import io.avaje.jsonb.Json;
import io.fairfall.edge.Log;
import io.fairfall.feed.audience.Companions;
import io.fairfall.feed.audience.Connections;
import io.fairfall.journal.StoreUnavailable;
import io.fairfall.json.JsonCodec;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The end of a connection, as we bring it about: the client is told why, then the socket is closed
 * and forgotten. All of it is best effort; what is left over expires.
 */
public final class Farewell {
  private final Line line;
  private final Consumer<String> hangUp;
  private final Connections connections;
  private final Companions companions;

  /**
   * @param hangUp closes a connection's socket
   */
  public Farewell(
      Line line, Consumer<String> hangUp, Connections connections, Companions companions) {
    this.line = line;
    this.hangUp = hangUp;
    this.connections = connections;
    this.companions = companions;
  }

  /** Why a connection ends. */
  public enum Reason {
    /** The session that it was opened in is over: sign in again. */
    SESSION_ENDED("session_ended", null),
    /** It is nearly as old as a socket may get: open another one. */
    ROTATION("rotation", null),
    /** The same player has opened more connections than there may be. */
    REPLACED("replaced", null),
    /** It did not heed that it sent too much: stay away for a while. */
    TOO_MANY_MESSAGES("too_many_messages", 60_000L);

    private final String word;
    private final @Nullable Long retryAfterMs;

    Reason(String word, @Nullable Long retryAfterMs) {
      this.word = word;
      this.retryAfterMs = retryAfterMs;
    }
  }

  /** The last message on a connection. */
  @Json
  record Goodbye(String type, String reason, @Nullable Long retryAfterMs) {}

  /** Says goodbye, and leaves the closing to the client. */
  public void say(String connectionId, Reason reason) {
    post(connectionId, JsonCodec.write(new Goodbye("goodbye", reason.word, reason.retryAfterMs)));
  }

  /**
   * Ends a connection.
   *
   * @param answer what is still to be told before the goodbye, if anything is
   */
  public void end(
      String connectionId, @Nullable String player, Reason reason, @Nullable Object answer) {
    if (answer != null) {
      post(connectionId, JsonCodec.write(answer));
    }
    say(connectionId, reason);
    try {
      hangUp.accept(connectionId);
    } catch (RuntimeException failure) {
      Log.failure("not_hung_up", failure, Map.of("connection", connectionId));
    }
    forget(connectionId, player);
  }

  /** Forgets a connection that has ended. What cannot be removed now expires. */
  public void forget(String connectionId, @Nullable String player) {
    try {
      connections.remove(connectionId);
      if (player != null) {
        companions.leave(player, connectionId);
      }
    } catch (StoreUnavailable failure) {
      Log.failure("connection_not_removed", failure, Map.of("connection", connectionId));
    }
  }

  private void post(String connectionId, String message) {
    try {
      line.post(connectionId, message);
    } catch (RuntimeException failure) {
      Log.failure("post_failed", failure, Map.of("connection", connectionId));
    }
  }
}
