package io.fairfall.runner.gateway.socket;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairfall.runner.lambda.FunctionFailureException;
import io.fairfall.runner.lambda.Invoker;
import io.fairfall.runner.template.ThrottleSpec;
import io.fairfall.runner.template.WebSocketApiSpec;
import io.fairfall.runner.wire.Ids;
import io.fairfall.runner.wire.JsonBytes;
import io.fairfall.runner.wire.Throttle;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The WebSocket API: which function an event starts, and what goes back to the client. */
public final class SocketGateway {
  /**
   * What API Gateway lets an account open each second, and at once, unless it is asked for more.
   */
  private static final ThrottleSpec NEW_CONNECTIONS = new ThrottleSpec(500, 500);

  /**
   * Handshakes under way at one time. API Gateway would start an instance for each; here they would
   * wait for these processors until their browsers had given up, and then be worked on for nobody.
   */
  private static final int MAX_HANDSHAKES = 16;

  /**
   * Messages under way beyond which nobody new is let in: a hello that waits too long is given up,
   * and its browser comes back with another handshake.
   */
  private static final int MAX_MESSAGES_BEFORE_NEWCOMERS = 32;

  private static final int OK = 200;
  private static final int MULTIPLE_CHOICES = 300;

  private final WebSocketApiSpec api;
  private final SocketEvents events;
  private final Optional<SocketAuthorization> authorizer;
  private final Optional<Throttle> throttle;
  private final Throttle newConnections = new Throttle(NEW_CONNECTIONS);
  private final Semaphore handshakes = new Semaphore(MAX_HANDSHAKES);
  private final AtomicInteger messages = new AtomicInteger();
  private final Invoker invoker;

  public SocketGateway(WebSocketApiSpec api, Invoker invoker) {
    this.api = api;
    this.events = new SocketEvents(api);
    this.authorizer = api.authorizer().map(id -> new SocketAuthorization(id, invoker));
    this.throttle = api.throttle().map(Throttle::new);
    this.invoker = invoker;
  }

  /** Whether a client may connect. */
  sealed interface Handshake {
    record Accepted(Client client, @Nullable String subprotocol) implements Handshake {}

    record Refused(int status, String message) implements Handshake {}
  }

  String path() {
    return "/" + api.stage();
  }

  /** Asks the authoriser, then {@code $connect}. */
  Handshake connect(ConnectCall call) {
    if (!newConnections.admits(WebSocketApiSpec.CONNECT)
        || throttled(WebSocketApiSpec.CONNECT)
        || messages.get() > MAX_MESSAGES_BEFORE_NEWCOMERS
        || !handshakes.tryAcquire()) {
      return new Handshake.Refused(429, "Too Many Requests");
    }
    try {
      return authorize(call);
    } finally {
      handshakes.release();
    }
  }

  private Handshake authorize(ConnectCall call) {
    Client stranger = client(call, JsonBytes.object());
    if (authorizer.isEmpty()) {
      return connect(call, stranger);
    }
    ObjectNode event = events.authorization(call, stranger);
    return switch (authorizer.get().decide(event, events.connectArn())) {
      case SocketAuthorization.Decision.Refused refused ->
          new Handshake.Refused(refused.status(), refused.message());
      case SocketAuthorization.Decision.Allowed allowed ->
          connect(
              call,
              new Client(
                  stranger.connectionId(),
                  stranger.connectedAtMs(),
                  stranger.sourceIp(),
                  stranger.userAgent(),
                  allowed.context()));
    };
  }

  /** Runs a message's route; what it returns goes back to the client. */
  Optional<String> message(Client client, String body, boolean isBase64, long arrivedAtMs) {
    Optional<WebSocketApiSpec.Route> found = isBase64 ? defaultRoute() : route(body);
    if (found.isEmpty()) {
      return Optional.of(error(client, "Forbidden"));
    }
    WebSocketApiSpec.Route route = found.get();
    if (throttled(route.key())) {
      return Optional.of(tooMany(client));
    }
    ObjectNode event = events.message(client, route.key(), body, isBase64, arrivedAtMs);
    messages.incrementAndGet();
    try {
      byte[] answer = invoker.invoke(route.functionLogicalId(), JsonBytes.bytes(event));
      return route.answers() ? reply(client, answer) : Optional.empty();
    } catch (FunctionFailureException failure) {
      return Optional.of(
          failure.throttled() ? tooMany(client) : error(client, "Internal server error"));
    } finally {
      messages.decrementAndGet();
    }
  }

  void disconnected(Client client, int status, String reason, long atMs) {
    WebSocketApiSpec.Route route = api.routes().get(WebSocketApiSpec.DISCONNECT);
    if (route == null) {
      return;
    }
    try {
      ObjectNode event = events.disconnect(client, status, reason, atMs);
      invoker.invoke(route.functionLogicalId(), JsonBytes.bytes(event));
    } catch (FunctionFailureException failure) {
      // best effort, as on AWS; the function's own error is in its log
    }
  }

  String tooMany(Client client) {
    return error(client, "Too Many Requests");
  }

  private Handshake connect(ConnectCall call, Client client) {
    WebSocketApiSpec.Route route = api.routes().get(WebSocketApiSpec.CONNECT);
    if (route == null) {
      return new Handshake.Accepted(client, null);
    }
    try {
      byte[] event = JsonBytes.bytes(events.connect(call, client));
      Optional<ObjectNode> answer =
          JsonBytes.readObject(invoker.invoke(route.functionLogicalId(), event));
      int status = answer.map(reply -> reply.path("statusCode").asInt(0)).orElse(0);
      if (status < OK || status >= MULTIPLE_CHOICES) {
        return new Handshake.Refused(status == 0 ? 502 : status, "Forbidden");
      }
      return new Handshake.Accepted(client, subprotocol(answer.orElseThrow()));
    } catch (FunctionFailureException failure) {
      return failure.throttled()
          ? new Handshake.Refused(429, "Too Many Requests")
          : new Handshake.Refused(502, "Internal server error");
    }
  }

  private static @Nullable String subprotocol(ObjectNode answer) {
    String protocol = answer.path("headers").path("Sec-WebSocket-Protocol").asText("");
    return protocol.isEmpty() ? null : protocol;
  }

  private Optional<WebSocketApiSpec.Route> route(String body) {
    String action = JsonBytes.textMember(body, "action").orElse("");
    boolean reserved = action.startsWith("$"); // a client cannot play $connect
    WebSocketApiSpec.Route route = reserved ? null : api.routes().get(action);
    return route == null ? defaultRoute() : Optional.of(route);
  }

  private Optional<WebSocketApiSpec.Route> defaultRoute() {
    return Optional.ofNullable(api.routes().get(WebSocketApiSpec.DEFAULT));
  }

  private static Optional<String> reply(Client client, byte[] answer) {
    Optional<ObjectNode> envelope = JsonBytes.readObject(answer);
    int status = envelope.map(node -> node.path("statusCode").asInt(OK)).orElse(OK);
    if (status < OK || status >= MULTIPLE_CHOICES) {
      return Optional.of(error(client, "Internal server error"));
    }
    return envelope.map(node -> node.path("body").asText("")).filter(body -> !body.isEmpty());
  }

  private boolean throttled(String route) {
    return throttle.isPresent() && !throttle.get().admits(route);
  }

  private static Client client(ConnectCall call, ObjectNode authorizer) {
    return new Client(
        Ids.next(), call.arrivedAtMs(), call.sourceIp(), call.userAgent(), authorizer);
  }

  /** API Gateway's own message when no function answered. */
  private static String error(Client client, String text) {
    ObjectNode message = JsonBytes.object().put("message", text);
    message.put("connectionId", client.connectionId()).put("requestId", Ids.next());
    return message.toString();
  }
}
