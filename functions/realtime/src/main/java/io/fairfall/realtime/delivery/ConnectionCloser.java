package io.fairfall.realtime.delivery;

import io.avaje.jsonb.Json;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.json.JsonCodec;
import io.fairfall.platform.Log;
import io.fairfall.realtime.subscriptions.ConnectionRegistry;
import io.fairfall.realtime.subscriptions.PlayerConnectionLimit;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The end of a connection, as we bring it about: the client is told why, then the socket is closed
 * and forgotten. All of it is best effort; what is left over expires.
 */
public final class ConnectionCloser {
  private final Transport transport;
  private final Consumer<String> hangUp;
  private final ConnectionRegistry registry;
  private final PlayerConnectionLimit limit;

  /**
   * @param hangUp closes a connection's socket
   */
  public ConnectionCloser(
      Transport transport,
      Consumer<String> hangUp,
      ConnectionRegistry registry,
      PlayerConnectionLimit limit) {
    this.transport = transport;
    this.hangUp = hangUp;
    this.registry = registry;
    this.limit = limit;
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
      Log.failure("connection_not_closed", failure, Map.of("connection", connectionId));
    }
    forget(connectionId, player);
  }

  /** Forgets a connection that has ended. What cannot be removed now expires. */
  public void forget(String connectionId, @Nullable String player) {
    try {
      registry.remove(connectionId);
      if (player != null) {
        limit.leave(player, connectionId);
      }
    } catch (StoreUnavailableException failure) {
      Log.failure("connection_not_removed", failure, Map.of("connection", connectionId));
    }
  }

  private void post(String connectionId, String message) {
    try {
      transport.post(connectionId, message);
    } catch (RuntimeException failure) {
      Log.failure("post_failed", failure, Map.of("connection", connectionId));
    }
  }
}
