package io.fairfall.feed;

import io.fairfall.edge.CommonCode;
import io.fairfall.edge.Problem;
import io.fairfall.edge.Refusal;
import io.fairfall.edge.Request;
import io.fairfall.edge.Response;
import io.fairfall.feed.audience.Allowance;
import io.fairfall.feed.audience.Connections;
import io.fairfall.feed.audience.SocketTally;
import io.fairfall.feed.channels.Permission;
import io.fairfall.feed.channels.Positions;
import io.fairfall.feed.channels.Topic;
import io.fairfall.feed.delivery.Farewell;
import io.fairfall.feed.greeting.Greeting;
import io.fairfall.feed.words.Hello;
import io.fairfall.feed.words.Left;
import io.fairfall.feed.words.Members;
import io.fairfall.feed.words.Pong;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Messages on open connections. Each is paid for before it is looked at, and whatever is in it, its
 * answer is a message: an acknowledgement, or what is wrong.
 */
final class Messages {
  /** With so much left of a connection's life its client is told to open another one. */
  static final Duration ROTATE_BEFORE_END = Duration.ofMinutes(20);

  private static final Set<String> ACTIONS = Set.of("hello", "ping", "bet", "cashout");

  private final Allowance allowance;
  private final Greeting greeting;
  private final Connections connections;
  private final Farewell farewell;
  private final SocketTally tally;
  private final InstantSource clock;

  Messages(
      Allowance allowance,
      Greeting greeting,
      Connections connections,
      Farewell farewell,
      SocketTally tally,
      InstantSource clock) {
    this.allowance = allowance;
    this.greeting = greeting;
    this.connections = connections;
    this.farewell = farewell;
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
    } catch (Refusal refusal) {
      tally.count(SocketTally.Count.REFUSED);
      throw refusal;
    }
  }

  private Response sessionEnded(String connectionId, Request request) {
    tally.count(SocketTally.Count.SESSIONS_ENDED);
    Problem problem =
        Problem.of(CommonCode.UNAUTHENTICATED, "Your session has ended. Sign in again.");
    farewell.end(
        connectionId,
        request.player(),
        Farewell.Reason.SESSION_ENDED,
        Response.to(request, problem).body());
    return Response.empty();
  }

  private Response charged(String connectionId, Request request) {
    Duration cost = request.route().equals("hello") ? Allowance.HELLO : Allowance.MESSAGE;
    return switch (allowance.charge(connectionId, cost)) {
      case Allowance.Outcome.Admitted connection -> {
        rotateInTime(connectionId, connection.expiresAtSeconds());
        yield admitted(connectionId, request, connection.topics());
      }
      case Allowance.Outcome.Refused _ -> {
        tally.count(SocketTally.Count.LIMITED);
        throw Problem.of(CommonCode.RATE_LIMITED, "You send too many messages. Wait a second.")
            .refusal();
      }
      case Allowance.Outcome.Expelled _ -> {
        tally.count(SocketTally.Count.EXPELLED);
        farewell.end(connectionId, request.player(), Farewell.Reason.TOO_MANY_MESSAGES, null);
        yield Response.empty();
      }
      case Allowance.Outcome.Gone _ ->
          throw Problem.of(CommonCode.NOT_FOUND, "This connection has ended. Open another one.")
              .refusal();
    };
  }

  /** API Gateway ends a socket after two hours without a word: we say it some time before. */
  private void rotateInTime(String connectionId, long expiresAtSeconds) {
    long leftMs = Duration.ofSeconds(expiresAtSeconds).toMillis() - clock.millis();
    if (leftMs < ROTATE_BEFORE_END.toMillis()) {
      farewell.say(connectionId, Farewell.Reason.ROTATION);
    }
  }

  private Response admitted(String connectionId, Request request, Set<Topic> followed) {
    Members message = Members.of(request.body());
    return switch (request.route()) {
      case "hello" -> hello(connectionId, request.player(), Hello.read(message), followed);
      case "ping" -> ping(request.player(), message.only(Set.of()), followed);
      default -> other(connectionId, request.player(), message, followed);
    };
  }

  private Response hello(
      String connectionId, @Nullable String player, Hello hello, Set<Topic> followed) {
    tally.count(SocketTally.Count.HELLOS);
    if (!hello.positions().equals(Positions.NONE)) {
      tally.count(followed.isEmpty() ? SocketTally.Count.RECONNECTS : SocketTally.Count.GAPS);
    }
    return Response.ok(greeting.answer(connectionId, player, hello));
  }

  private Response ping(@Nullable String player, Members ping, Set<Topic> followed) {
    Positions positions = greeting.positions(followed, player);
    return Response.ok(new Pong(Pong.TYPE, ping.requestId(), clock.millis(), positions.members()));
  }

  /** What has no route of its own. API Gateway sends binary frames here, whatever is in them. */
  private Response other(
      String connectionId, @Nullable String player, Members message, Set<Topic> followed) {
    String action = message.action();
    if (action.equals("unsubscribe")) {
      return unsubscribe(connectionId, player, message, followed);
    }
    throw Refusal.invalid(
        ACTIONS.contains(action)
            ? "Send text frames: nobody reads what a binary one asks for."
            : "action must be hello, unsubscribe, ping, bet or cashout.");
  }

  private Response unsubscribe(
      String connectionId, @Nullable String player, Members message, Set<Topic> followed) {
    Left.Request left = Left.read(message);
    Set<Topic> topics =
        Permission.topics(left.channels(), player).stream()
            .filter(followed::contains)
            .collect(Collectors.toSet());
    if (!topics.isEmpty()) {
      connections.leave(connectionId, topics);
    }
    return Response.ok(Left.now(left.requestId(), followed, topics, player));
  }
}
