package io.fairfall.runner.gateway.socket;

import io.fairfall.runner.wire.Exchange;
import io.fairfall.runner.wire.JsonBytes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/** Upgrades requests at the stage's path, within the limits of the real WebSocket API. */
public final class SocketHandler extends Handler.Abstract {
  private static final int MAX_FRAME_BYTES = 32 << 10;
  private static final int MAX_MESSAGE_BYTES = 128 << 10;

  /** For the $disconnect of the clients that a stop has closed. */
  private static final Duration MAX_LAST_EVENTS = Duration.ofSeconds(2);

  private final SocketGateway gateway;
  private final OpenConnections connections;
  private final Lifetime lifetime;
  private final ServerWebSocketContainer container;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("connection-ends").factory());

  public SocketHandler(
      Server server, SocketGateway gateway, OpenConnections connections, Lifetime lifetime) {
    this.gateway = gateway;
    this.connections = connections;
    this.lifetime = lifetime;
    this.container = ServerWebSocketContainer.ensure(server);
    container.setIdleTimeout(lifetime.idle());
    container.setMaxFrameSize(MAX_FRAME_BYTES);
    container.setAutoFragment(false); // otherwise Jetty takes larger frames in pieces
    container.setMaxTextMessageSize(MAX_MESSAGE_BYTES);
    container.setMaxBinaryMessageSize(MAX_MESSAGE_BYTES);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (!gateway.path().equals(request.getHttpURI().getDecodedPath())) {
      return false;
    }
    String upgrade = request.getHeaders().get("upgrade");
    if (!"websocket".equalsIgnoreCase(upgrade)) {
      Exchange.reply(response, callback, 403, JsonBytes.message("Forbidden"));
      return true;
    }
    switch (gateway.connect(call(request))) {
      case SocketGateway.Handshake.Refused refused ->
          Exchange.reply(
              response, callback, refused.status(), JsonBytes.message(refused.message()));
      case SocketGateway.Handshake.Accepted accepted ->
          upgrade(accepted, request, response, callback);
    }
    return true;
  }

  @Override
  protected void doStop() throws Exception {
    clock.shutdownNow();
    executor.shutdown();
    if (!executor.awaitTermination(MAX_LAST_EVENTS.toMillis(), TimeUnit.MILLISECONDS)) {
      executor.shutdownNow();
    }
    super.doStop();
  }

  private void upgrade(
      SocketGateway.Handshake.Accepted accepted,
      Request request,
      Response response,
      Callback callback) {
    Connection connection =
        new Connection(accepted.client(), gateway, connections, executor, clock, lifetime.whole());
    boolean upgraded =
        container.upgrade(
            (upgradeRequest, upgradeResponse, upgradeCallback) -> {
              upgradeResponse.setExtensions(List.of()); // API Gateway compresses nothing
              if (accepted.subprotocol() != null) {
                upgradeResponse.setAcceptedSubProtocol(accepted.subprotocol());
              }
              return connection;
            },
            request,
            response,
            callback);
    if (!upgraded) {
      Exchange.reply(response, callback, 400, JsonBytes.message("Bad Request"));
    }
  }

  private static ConnectCall call(Request request) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (HttpField field : request.getHeaders()) {
      headers.put(field.getName(), request.getHeaders().getValuesList(field.getName()));
    }
    String sourceIp = Exchange.sourceIp(request);
    headers.put("X-Forwarded-For", List.of(sourceIp));
    Map<String, List<String>> query = new LinkedHashMap<>();
    for (Fields.Field field : Request.extractQueryParameters(request)) {
      query.put(field.getName(), field.getValues());
    }
    return new ConnectCall(headers, query, sourceIp, System.currentTimeMillis());
  }
}
