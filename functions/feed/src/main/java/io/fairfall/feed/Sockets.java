package io.fairfall.feed;

import io.fairfall.edge.Aws;
import io.fairfall.edge.CommonCode;
import io.fairfall.edge.Environment;
import io.fairfall.edge.Functions;
import io.fairfall.edge.GatewayFunction;
import io.fairfall.edge.Metrics;
import io.fairfall.edge.Problem;
import io.fairfall.edge.Request;
import io.fairfall.edge.Response;
import io.fairfall.feed.audience.Allowance;
import io.fairfall.feed.audience.Audience;
import io.fairfall.feed.audience.Companions;
import io.fairfall.feed.audience.Connections;
import io.fairfall.feed.audience.SocketTally;
import io.fairfall.feed.delivery.Farewell;
import io.fairfall.feed.delivery.GatewayLine;
import io.fairfall.feed.greeting.Conducting;
import io.fairfall.feed.greeting.Epoch;
import io.fairfall.feed.greeting.Greeting;
import io.fairfall.feed.greeting.Patience;
import io.fairfall.feed.greeting.Reply;
import io.fairfall.feed.greeting.Sources;
import io.fairfall.feed.greeting.WeekChannels;
import io.fairfall.feed.snapshots.Boards;
import io.fairfall.feed.snapshots.DynamoShelf;
import io.fairfall.feed.snapshots.LastCrashes;
import io.fairfall.feed.snapshots.Shelf;
import io.fairfall.feed.snapshots.Snapshots;
import io.fairfall.game.ConductorLease;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Journals;
import io.fairfall.journal.StoreUnavailable;
import io.fairfall.pools.PoolItems;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The sockets function: connections come and go, say hello and ping. Bets and cashouts over the
 * same sockets are play's.
 */
public final class Sockets extends GatewayFunction {
  private final Connections connections;
  private final Companions companions;
  private final Farewell farewell;
  private final Messages messages;
  private final SocketTally tally;

  public Sockets() {
    this(System.getenv());
  }

  public Sockets(Map<String, String> variables) {
    this(new Environment(variables), InstantSource.system());
  }

  Sockets(Environment environment, InstantSource clock) {
    DynamoDbClient dynamo = new Aws(environment).dynamoDb();
    String table = environment.require("CONNECTIONS_TABLE");
    GatewayLine line = GatewayLine.of(environment);
    this.tally = new SocketTally(new Metrics(environment, clock), clock);
    this.connections = new Connections(dynamo, table, clock);
    this.companions = new Companions(dynamo, table, clock);
    this.farewell = new Farewell(line, line::close, connections, companions);
    this.messages =
        new Messages(
            new Allowance(dynamo, table, clock),
            greeting(environment, dynamo, connections, tally, clock),
            connections,
            farewell,
            tally,
            clock);
  }

  private static Greeting greeting(
      Environment environment,
      DynamoDbClient dynamo,
      Connections connections,
      SocketTally tally,
      InstantSource clock) {
    String eventsTable = environment.require("EVENTS_TABLE");
    Journals events = new DynamoJournals(dynamo, eventsTable);
    Sources sources =
        new Sources(new DynamoJournals(dynamo, environment.require("ACCOUNTS_TABLE")), events);
    Shelf shelf = new DynamoShelf(dynamo, environment.require("CONNECTIONS_TABLE"), clock);
    Snapshots snapshots = new Snapshots(shelf, Sockets::pause, tally);
    Conducting conducting =
        new Conducting(
            new ConductorLease(dynamo, environment.require("WORK_TABLE")),
            new Functions(environment),
            environment.require("CONDUCTOR_FUNCTION"),
            clock);
    Patience patience = Patience.in(environment);
    Audience audience = new Audience(dynamo, environment.require("CONNECTIONS_TABLE"), clock);
    return new Greeting(
        connections::subscribe,
        new Reply.States(
            sources,
            new LastCrashes(sources.game(), snapshots, clock),
            new Boards(events, snapshots, clock),
            tally),
        WeekChannels.of(events, new PoolItems(dynamo, environment.require("BETLOG_TABLE"))),
        new Epoch(events, eventsTable),
        conducting::wakeIfIdle,
        () -> patience.among(audience.ofRounds().followers()),
        clock);
  }

  private static void pause(long ms) {
    LockSupport.parkNanos(Duration.ofMillis(ms).toNanos());
  }

  @Override
  protected Response respond(Request request) {
    tally.turn();
    String connectionId = Objects.requireNonNull(request.connectionId(), "a socket has an id");
    return switch (request.route()) {
      case "$connect" -> connect(connectionId, request);
      case "$disconnect" -> disconnect(connectionId, request.player());
      default -> messages.answer(connectionId, request);
    };
  }

  @Override
  protected Problem explain(RuntimeException failure) {
    return failure instanceof StoreUnavailable
        ? Problem.of(CommonCode.UNAVAILABLE, "The store does not answer. Please try again.")
        : super.explain(failure);
  }

  /** The oldest of too many connections go only when the new one is there. */
  private Response connect(String connectionId, Request request) {
    tally.count(SocketTally.Count.OPENED);
    String player = request.player();
    connections.open(connectionId, player, request.sessionEndsAtMs());
    if (player != null) {
      for (String oldest : companions.arrive(player, connectionId)) {
        tally.count(SocketTally.Count.REPLACED);
        farewell.end(oldest, player, Farewell.Reason.REPLACED, null);
      }
    }
    return Response.empty();
  }

  private Response disconnect(String connectionId, @Nullable String player) {
    tally.count(SocketTally.Count.CLOSED);
    farewell.forget(connectionId, player);
    return Response.empty();
  }
}
