package io.fairfall.runner.gateway.socket;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairfall.runner.wire.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.LockSupport;

/** Open connections by id, and posts to them from functions. */
public final class OpenConnections implements AutoCloseable {
  private static final int MAX_MESSAGE_BYTES = 128 << 10;
  private static final Duration MAX_GOODBYE = Duration.ofSeconds(1);
  private static final Duration GOODBYE_PAUSE = Duration.ofMillis(10);

  private final ConcurrentMap<String, Connection> open = new ConcurrentHashMap<>();

  /** What became of a post. */
  public enum Post {
    ACCEPTED,
    /** No such connection; also while {@code $connect} is still running. */
    GONE,
    /** The client does not read what it was sent before. */
    BACKED_UP,
    TOO_LARGE
  }

  public Post post(String connectionId, byte[] message) {
    Connection connection = open.get(connectionId);
    if (connection == null) {
      return Post.GONE;
    }
    if (message.length > MAX_MESSAGE_BYTES) {
      return Post.TOO_LARGE;
    }
    String text = new String(message, StandardCharsets.UTF_8);
    PostEvent.record(connectionId, text);
    return connection.send(text) ? Post.ACCEPTED : Post.BACKED_UP;
  }

  /**
   * Closes a connection.
   *
   * @return false when there is none
   */
  public boolean close(String connectionId) {
    Connection connection = open.get(connectionId);
    if (connection == null) {
      return false;
    }
    connection.close(Connection.NORMAL, "Connection Closed Normally");
    return true;
  }

  /** Who is connected, as JSON; nothing when there is no such connection. */
  public Optional<String> describe(String connectionId) {
    return Optional.ofNullable(open.get(connectionId))
        .map(
            connection -> {
              Client client = connection.client();
              ObjectNode about = JsonBytes.object();
              about.put("connectedAt", Instant.ofEpochMilli(client.connectedAtMs()).toString());
              about
                  .putObject("identity")
                  .put("sourceIp", client.sourceIp())
                  .put("userAgent", client.userAgent());
              return about.toString();
            });
  }

  /** Ends all connections as the real gateway does, and waits a moment for the clients' answers. */
  @Override
  public void close() {
    open.values().forEach(connection -> connection.close(Connection.GOING_AWAY, "Going away"));
    long patience = System.nanoTime() + MAX_GOODBYE.toNanos();
    while (!open.isEmpty() && System.nanoTime() < patience) {
      LockSupport.parkNanos(GOODBYE_PAUSE.toNanos());
    }
  }

  public int count() {
    return open.size();
  }

  void add(Connection connection) {
    open.put(connection.client().connectionId(), connection);
  }

  void remove(Connection connection) {
    open.remove(connection.client().connectionId(), connection);
  }
}
