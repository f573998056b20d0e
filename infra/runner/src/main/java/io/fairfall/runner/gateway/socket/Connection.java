package io.fairfall.runner.gateway.socket;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/** One client's open connection, from the handshake to its end; public, or Jetty cannot call it. */
public final class Connection implements Session.Listener.AutoDemanding {
  static final int NORMAL = 1000;
  static final int GOING_AWAY = 1001;
  private static final int MAX_MESSAGES_AT_ONCE = 100;

  private final Client client;
  private final SocketGateway gateway;
  private final OpenConnections connections;
  private final Executor executor;
  private final ScheduledExecutorService clock;
  private final Duration life;
  private final Semaphore room = new Semaphore(MAX_MESSAGES_AT_ONCE);
  private volatile @Nullable Session session;
  private volatile @Nullable Outbox outbox;
  private volatile @Nullable Future<?> endOfLife;

  Connection(
      Client client,
      SocketGateway gateway,
      OpenConnections connections,
      Executor executor,
      ScheduledExecutorService clock,
      Duration life) {
    this.client = client;
    this.gateway = gateway;
    this.connections = connections;
    this.executor = executor;
    this.clock = clock;
    this.life = life;
  }

  Client client() {
    return client;
  }

  /**
   * Queues a message for the client.
   *
   * @return false when the client does not read what it was sent before
   */
  boolean send(String message) {
    Outbox out = outbox;
    return out != null && out.offer(message);
  }

  /** Ends it: from now on it is gone for whoever posts, even before the client has agreed. */
  void close(int status, String reason) {
    connections.remove(this);
    Session open = session;
    if (open != null) {
      open.close(status, reason, Callback.NOOP);
    }
  }

  @Override
  public void onWebSocketOpen(Session opened) {
    session = opened;
    outbox = new Outbox(opened);
    endOfLife =
        clock.schedule(
            () -> close(GOING_AWAY, "Going away"), life.toMillis(), TimeUnit.MILLISECONDS);
    connections.add(this);
  }

  @Override
  public void onWebSocketText(String message) {
    take(message, false, System.currentTimeMillis());
  }

  @Override
  public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    callback.succeed();
    take(Base64.getEncoder().encodeToString(bytes), true, System.currentTimeMillis());
  }

  @Override
  public void onWebSocketError(Throwable cause) {
    // a client that breaks off or breaks the limits is closed, and $disconnect tells of it
  }

  @Override
  public void onWebSocketClose(int status, String reason, Callback callback) {
    connections.remove(this);
    Future<?> end = endOfLife;
    if (end != null) {
      end.cancel(false);
    }
    callback.succeed();
    long now = System.currentTimeMillis();
    executor.execute(() -> gateway.disconnected(client, status, reason, now));
  }

  private void take(String message, boolean isBase64, long arrivedAtMs) {
    if (!room.tryAcquire()) {
      reply(gateway.tooMany(client));
      return;
    }
    executor.execute(
        () -> {
          try {
            gateway.message(client, message, isBase64, arrivedAtMs).ifPresent(this::reply);
          } finally {
            room.release();
          }
        });
  }

  private void reply(String message) {
    if (!send(message)) {
      close(GOING_AWAY, "Going away"); // a client that does not read cannot be answered
    }
  }
}
