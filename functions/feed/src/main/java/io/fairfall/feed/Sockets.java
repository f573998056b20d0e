package io.fairfall.feed;

import io.avaje.jsonb.Json;
import io.fairfall.edge.Aws;
import io.fairfall.edge.Code;
import io.fairfall.edge.Environment;
import io.fairfall.edge.Functions;
import io.fairfall.edge.GatewayFunction;
import io.fairfall.edge.Log;
import io.fairfall.edge.Problem;
import io.fairfall.edge.Refusal;
import io.fairfall.edge.Request;
import io.fairfall.edge.Response;
import io.fairfall.game.ConductorLease;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Journals;
import io.fairfall.journal.StoreUnavailable;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The sockets function: connections come and go, say hello and ping. Bets and cashouts over the
 * same sockets are play's.
 */
public final class Sockets extends GatewayFunction {
  private final Connections connections;
  private final Greeting greeting;
  private final InstantSource clock;

  public Sockets() {
    this(System.getenv());
  }

  public Sockets(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    DynamoDbClient dynamo = new Aws(environment).dynamoDb();
    String eventsTable = environment.require("EVENTS_TABLE");
    Journals events = new DynamoJournals(dynamo, eventsTable);
    Journals accounts = new DynamoJournals(dynamo, environment.require("ACCOUNTS_TABLE"));
    this.clock = InstantSource.system();
    this.connections = new Connections(dynamo, environment.require("CONNECTIONS_TABLE"), clock);
    this.greeting =
        new Greeting(
            connections,
            new Sources(accounts, events),
            new Epoch(events, eventsTable),
            new Conducting(
                new ConductorLease(dynamo, environment.require("WORK_TABLE")),
                new Functions(environment),
                environment.require("CONDUCTOR_FUNCTION"),
                clock),
            clock);
  }

  /** What every message has. */
  @Json
  record Message(@Nullable String action) {}

  @Override
  protected Response respond(Request request) {
    String connectionId = Objects.requireNonNull(request.connectionId(), "a socket has an id");
    return switch (request.route()) {
      case "$connect" -> connect(connectionId, request);
      case "$disconnect" -> disconnect(connectionId);
      case "hello" -> hello(connectionId, request);
      case "ping" -> ping(connectionId, request);
      default -> throw unknown(request);
    };
  }

  @Override
  protected Problem explain(RuntimeException failure) {
    return failure instanceof StoreUnavailable
        ? Problem.of(Code.UNAVAILABLE, "The store does not answer. Please try again.")
        : super.explain(failure);
  }

  private Response connect(String connectionId, Request request) {
    connections.open(connectionId, request.player(), request.sessionEndsAtMs());
    return Response.empty();
  }

  /** What cannot be removed now expires, or is removed when a post finds nobody there. */
  private Response disconnect(String connectionId) {
    try {
      connections.remove(connectionId);
    } catch (StoreUnavailable failure) {
      Log.failure("connection_not_removed", failure, Map.of("connection", connectionId));
    }
    return Response.empty();
  }

  private Response hello(String connectionId, Request request) {
    Hello hello = io.fairfall.edge.Json.fromClient(Hello.class, request.body());
    return Response.ok(greeting.answer(connectionId, request.player(), hello));
  }

  private Response ping(String connectionId, Request request) {
    io.fairfall.edge.Json.fromClient(Message.class, request.body());
    Positions positions = greeting.positions(connectionId, request.player());
    return Response.ok(new Pong(Pong.TYPE, clock.millis(), positions));
  }

  private static Refusal unknown(Request request) {
    io.fairfall.edge.Json.fromClient(Message.class, request.body());
    return Refusal.invalid("action must be hello, ping, bet or cashout.");
  }
}
