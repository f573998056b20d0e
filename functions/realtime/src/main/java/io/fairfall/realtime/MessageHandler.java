package io.fairfall.realtime;

import io.fairfall.http.CommonCode;
import io.fairfall.http.Problem;
import io.fairfall.http.ProblemException;
import io.fairfall.http.Request;
import io.fairfall.http.Response;
import io.fairfall.realtime.channels.ChannelPositions;
import io.fairfall.realtime.channels.Permission;
import io.fairfall.realtime.channels.Topic;
import io.fairfall.realtime.delivery.ConnectionCloser;
import io.fairfall.realtime.protocol.ClientMessage;
import io.fairfall.realtime.protocol.Hello;
import io.fairfall.realtime.protocol.Pong;
import io.fairfall.realtime.protocol.Unsubscribed;
import io.fairfall.realtime.recovery.HelloHandler;
import io.fairfall.realtime.subscriptions.ConnectionRegistry;
import io.fairfall.realtime.subscriptions.RateLimiter;
import io.fairfall.realtime.subscriptions.SocketTally;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Messages on open connections. Each is paid for before it is looked at, and whatever is in it, its
 * answer is a message: an acknowledgement, or what is wrong.
 */
final class MessageHandler {
  /** With so much left of a connection's life its client is told to open another one. */
  static final Duration ROTATE_BEFORE_END = Duration.ofMinutes(20);

  private static final Set<String> ACTIONS = Set.of("hello", "ping", "bet", "cashout");

  private final RateLimiter limiter;
  private final HelloHandler handler;
  private final ConnectionRegistry registry;
  private final ConnectionCloser closer;
  private final SocketTally tally;
  private final InstantSource clock;

  MessageHandler(
      RateLimiter limiter,
      HelloHandler handler,
      ConnectionRegistry registry,
      ConnectionCloser closer,
      SocketTally tally,
      InstantSource clock) {
    this.limiter = limiter;
    this.handler = handler;
    this.registry = registry;
    this.closer = closer;
    this.tally = tally;
    this.clock = clock;
  }

  /** Answers a message; with nothing, where that was its connection's last. */
  Response answer(String connectionId, Request request) {
    tally.count(SocketTally.Count.MESSAGES);
    try {
      return request.sessionHasEnded()
          ? sessionEnded(connectionId, request)
          : charged(connectionId, request);
    } catch (ProblemException exception) {
      tally.count(SocketTally.Count.REFUSED);
      throw exception;
    }
  }

  private Response sessionEnded(String connectionId, Request request) {
    tally.count(SocketTally.Count.SESSIONS_ENDED);
    Problem problem =
        Problem.of(CommonCode.UNAUTHENTICATED, "Your session has ended. Sign in again.");
    closer.end(
        connectionId,
        request.player(),
        ConnectionCloser.Reason.SESSION_ENDED,
        Response.to(request, problem).body());
    return Response.empty();
  }

  private Response charged(String connectionId, Request request) {
    Duration cost = request.route().equals("hello") ? RateLimiter.HELLO : RateLimiter.MESSAGE;
    return switch (limiter.charge(connectionId, cost)) {
      case RateLimiter.Outcome.Admitted connection -> {
        rotateInTime(connectionId, connection.expiresAtSeconds());
        yield admitted(connectionId, request, connection.topics());
      }
      case RateLimiter.Outcome.Refused _ -> {
        tally.count(SocketTally.Count.LIMITED);
        throw Problem.of(CommonCode.RATE_LIMITED, "You send too many messages. Wait a second.")
            .refusal();
      }
      case RateLimiter.Outcome.Expelled _ -> {
        tally.count(SocketTally.Count.EXPELLED);
        closer.end(connectionId, request.player(), ConnectionCloser.Reason.TOO_MANY_MESSAGES, null);
        yield Response.empty();
      }
      case RateLimiter.Outcome.Gone _ ->
          throw Problem.of(CommonCode.NOT_FOUND, "This connection has ended. Open another one.")
              .refusal();
    };
  }

  /** API Gateway ends a socket after two hours without a word: we say it some time before. */
  private void rotateInTime(String connectionId, long expiresAtSeconds) {
    long leftMs = Duration.ofSeconds(expiresAtSeconds).toMillis() - clock.millis();
    if (leftMs < ROTATE_BEFORE_END.toMillis()) {
      closer.say(connectionId, ConnectionCloser.Reason.ROTATION);
    }
  }

  private Response admitted(String connectionId, Request request, Set<Topic> followed) {
    ClientMessage message = ClientMessage.of(request.body());
    return switch (request.route()) {
      case "hello" -> hello(connectionId, request.player(), Hello.read(message), followed);
      case "ping" -> ping(request.player(), message.only(Set.of()), followed);
      default -> other(connectionId, request.player(), message, followed);
    };
  }

  private Response hello(
      String connectionId, @Nullable String player, Hello hello, Set<Topic> followed) {
    tally.count(SocketTally.Count.HELLOS);
    if (!hello.positions().equals(ChannelPositions.NONE)) {
      tally.count(followed.isEmpty() ? SocketTally.Count.RECONNECTS : SocketTally.Count.GAPS);
    }
    return Response.ok(handler.answer(connectionId, player, hello));
  }

  private Response ping(@Nullable String player, ClientMessage ping, Set<Topic> followed) {
    ChannelPositions positions = handler.positions(followed, player);
    return Response.ok(new Pong(Pong.TYPE, ping.requestId(), clock.millis(), positions.members()));
  }

  /** What has no route of its own. API Gateway sends binary frames here, whatever is in them. */
  private Response other(
      String connectionId, @Nullable String player, ClientMessage message, Set<Topic> followed) {
    String action = message.action();
    if (action.equals("unsubscribe")) {
      return unsubscribe(connectionId, player, message, followed);
    }
    throw ProblemException.invalid(
        ACTIONS.contains(action)
            ? "Send text frames: nobody reads what a binary one asks for."
            : "action must be hello, unsubscribe, ping, bet or cashout.");
  }

  private Response unsubscribe(
      String connectionId, @Nullable String player, ClientMessage message, Set<Topic> followed) {
    Unsubscribed.Request left = Unsubscribed.read(message);
    Set<Topic> topics =
        Permission.topics(left.channels(), player).stream()
            .filter(followed::contains)
            .collect(Collectors.toSet());
    if (!topics.isEmpty()) {
      registry.leave(connectionId, topics);
    }
    return Response.ok(Unsubscribed.now(left.requestId(), followed, topics, player));
  }
}
