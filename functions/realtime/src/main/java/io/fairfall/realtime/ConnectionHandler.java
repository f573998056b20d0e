package io.fairfall.realtime;

import io.fairfall.betlogstore.PoolItems;
import io.fairfall.crash.ConductorLease;
import io.fairfall.http.CommonCode;
import io.fairfall.http.GatewayFunction;
import io.fairfall.http.Problem;
import io.fairfall.http.Request;
import io.fairfall.http.Response;
import io.fairfall.http.RouteInputs;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Journals;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.platform.AwsClients;
import io.fairfall.platform.Environment;
import io.fairfall.platform.LambdaInvoker;
import io.fairfall.platform.Metrics;
import io.fairfall.realtime.delivery.ApiGatewayTransport;
import io.fairfall.realtime.delivery.ConnectionCloser;
import io.fairfall.realtime.recovery.ConductorWaker;
import io.fairfall.realtime.recovery.Epoch;
import io.fairfall.realtime.recovery.HelloAckBuilder;
import io.fairfall.realtime.recovery.HelloHandler;
import io.fairfall.realtime.recovery.JournalSources;
import io.fairfall.realtime.recovery.ReconnectBackoffPolicy;
import io.fairfall.realtime.recovery.WeekChannels;
import io.fairfall.realtime.snapshots.Boards;
import io.fairfall.realtime.snapshots.DynamoSnapshotCache;
import io.fairfall.realtime.snapshots.LastCrashes;
import io.fairfall.realtime.snapshots.SnapshotCache;
import io.fairfall.realtime.snapshots.Snapshots;
import io.fairfall.realtime.subscriptions.AudienceSizeHint;
import io.fairfall.realtime.subscriptions.ConnectionRegistry;
import io.fairfall.realtime.subscriptions.PlayerConnectionLimit;
import io.fairfall.realtime.subscriptions.RateLimiter;
import io.fairfall.realtime.subscriptions.SocketTally;
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
public final class ConnectionHandler extends GatewayFunction {
  private static final Map<String, RouteInputs> INPUTS =
      Map.of("$connect", RouteInputs.query("ticket"));

  private final ConnectionRegistry registry;
  private final PlayerConnectionLimit limit;
  private final ConnectionCloser closer;
  private final MessageHandler handler;
  private final SocketTally tally;

  public ConnectionHandler() {
    this(System.getenv());
  }

  public ConnectionHandler(Map<String, String> variables) {
    this(new Environment(variables), InstantSource.system());
  }

  ConnectionHandler(Environment environment, InstantSource clock) {
    DynamoDbClient dynamo = new AwsClients(environment).dynamoDb();
    String table = environment.require("CONNECTIONS_TABLE");
    ApiGatewayTransport line = ApiGatewayTransport.of(environment);
    this.tally = new SocketTally(new Metrics(environment, clock), clock);
    this.registry = new ConnectionRegistry(dynamo, table, clock);
    this.limit = new PlayerConnectionLimit(dynamo, table, clock);
    this.closer = new ConnectionCloser(line, line::close, registry, limit);
    this.handler =
        new MessageHandler(
            new RateLimiter(dynamo, table, clock),
            greeting(environment, dynamo, registry, tally, clock),
            registry,
            closer,
            tally,
            clock);
  }

  private static HelloHandler greeting(
      Environment environment,
      DynamoDbClient dynamo,
      ConnectionRegistry registry,
      SocketTally tally,
      InstantSource clock) {
    String eventsTable = environment.require("EVENTS_TABLE");
    Journals events = new DynamoJournals(dynamo, eventsTable);
    JournalSources sources =
        new JournalSources(
            new DynamoJournals(dynamo, environment.require("ACCOUNTS_TABLE")), events);
    SnapshotCache cache =
        new DynamoSnapshotCache(dynamo, environment.require("CONNECTIONS_TABLE"), clock);
    Snapshots snapshots = new Snapshots(cache, ConnectionHandler::pause, tally);
    ConductorWaker waker =
        new ConductorWaker(
            new ConductorLease(dynamo, environment.require("WORK_TABLE")),
            new LambdaInvoker(environment),
            environment.require("CONDUCTOR_FUNCTION"),
            clock);
    ReconnectBackoffPolicy policy = ReconnectBackoffPolicy.in(environment);
    AudienceSizeHint hint =
        new AudienceSizeHint(dynamo, environment.require("CONNECTIONS_TABLE"), clock);
    return new HelloHandler(
        registry::subscribe,
        new HelloAckBuilder.States(
            sources,
            new LastCrashes(sources.game(), snapshots, clock),
            new Boards(events, snapshots, clock),
            tally),
        WeekChannels.of(events, new PoolItems(dynamo, environment.require("BETLOG_TABLE"))),
        new Epoch(events, eventsTable),
        waker::wakeIfIdle,
        () -> policy.among(hint.ofRounds().followers()),
        clock);
  }

  private static void pause(long ms) {
    LockSupport.parkNanos(Duration.ofMillis(ms).toNanos());
  }

  @Override
  protected Map<String, RouteInputs> inputs() {
    return INPUTS;
  }

  @Override
  protected Response respond(Request request) {
    tally.turn();
    String connectionId = Objects.requireNonNull(request.connectionId(), "a socket has an id");
    return switch (request.route()) {
      case "$connect" -> connect(connectionId, request);
      case "$disconnect" -> disconnect(connectionId, request.player());
      default -> handler.answer(connectionId, request);
    };
  }

  @Override
  public Problem explain(RuntimeException failure) {
    return failure instanceof StoreUnavailableException
        ? Problem.of(CommonCode.UNAVAILABLE, "The store does not answer. Please try again.")
        : super.explain(failure);
  }

  /** The oldest of too many connections go only when the new one is there. */
  private Response connect(String connectionId, Request request) {
    tally.count(SocketTally.Count.OPENED);
    String player = request.player();
    registry.open(connectionId, player, request.sessionEndsAtMs());
    if (player != null) {
      for (String oldest : limit.arrive(player, connectionId)) {
        tally.count(SocketTally.Count.REPLACED);
        closer.end(oldest, player, ConnectionCloser.Reason.REPLACED, null);
      }
    }
    return Response.empty();
  }

  private Response disconnect(String connectionId, @Nullable String player) {
    tally.count(SocketTally.Count.CLOSED);
    closer.forget(connectionId, player);
    return Response.empty();
  }
}
