package io.fairfall.realtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import io.fairfall.apicontract.SocketContract;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.RoundEvent;
import io.fairfall.crash.RoundSecret;
import io.fairfall.crash.bets.Bet;
import io.fairfall.crash.bets.Cashout;
import io.fairfall.crash.bets.CrashGame;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.dynamodb.EmbeddedSecrets;
import io.fairfall.journal.Append;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacKey;
import io.fairfall.journal.MacKeys;
import io.fairfall.json.JsonCodec;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.LedgerPorts;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.OperationId;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import io.fairfall.platform.Environment;
import io.fairfall.realtime.subscriptions.ConnectionRegistry;
import io.fairfall.settings.SettingsJournal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A whole house on a real store: rounds are conducted by hand, players bet through the ledger, and
 * sockets are asked as API Gateway asks them. Its clock for rounds and bets is turned by tests; the
 * functions themselves have the system's. Whatever it says to a socket must be documented.
 */
final class RealtimeFixture implements AutoCloseable, InstantSource {
  static final String ALICE = "0xa11ce00000000000000000000000000000000001";
  static final String BOB = "0xb0b0000000000000000000000000000000000002";
  static final String CONDUCTOR = "conductor:live";
  static final String WORKER = "worker:live";

  private static final MacKeys KEYS = new MacKeys(List.of(new MacKey(1, 0, "k".repeat(32))));
  private static final Random RANDOM = new Random(20_261_120);
  private static final long START_MS = 1_795_168_830_000L;

  final EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory();
  private final EmbeddedSecrets ledgerKeys = EmbeddedSecrets.withOneLedgerKey();
  final FakeGateway gateway = new FakeGateway();
  final Journals accountJournals;
  final Journals events;
  final ConnectionRegistry connections;
  final Accounts accounts;
  final ConnectionHandler sockets;
  private final AtomicLong aheadMs = new AtomicLong();
  private final Map<String, Long> sessionEnds = new HashMap<>();

  /** The sockets function's clock: the system's, and what tests have let pass. */
  final InstantSource socketClock = () -> Instant.now().plusMillis(aheadMs.get());

  private final GameJournal game;
  private final Map<Long, RoundSecret> secrets = new HashMap<>();
  private final AtomicLong nowMs = new AtomicLong(START_MS);
  private long gameVersion;

  RealtimeFixture() {
    dynamo.createJournalTable("accounts");
    dynamo.createJournalTable("events");
    dynamo.createKeyedTable("connections", "pk", "sk");
    dynamo.createKeyedTable("betlog", "pk", "sk");
    dynamo.createKeyedTable("work");
    accountJournals = new DynamoJournals(dynamo.client(), "accounts");
    events = new DynamoJournals(dynamo.client(), "events");
    connections = new ConnectionRegistry(dynamo.client(), "connections", InstantSource.system());
    game = new GameJournal(events);
    accounts =
        new Accounts(
            new LedgerPorts(
                accountJournals,
                new CrashGame(game, round -> Optional.ofNullable(secrets.get(round))),
                new SettingsJournal(events, this),
                () -> KEYS),
            this,
            () -> RANDOM);
    sockets = new ConnectionHandler(new Environment(environment()), socketClock);
  }

  Map<String, String> environment() {
    return Map.ofEntries(
        Map.entry("AWS_ENDPOINT_URL_DYNAMODB", dynamo.endpoint().toString()),
        Map.entry("AWS_ENDPOINT_URL_SECRETS_MANAGER", ledgerKeys.endpoint().toString()),
        Map.entry("LEDGER_KEYS_SECRET", EmbeddedSecrets.ARN),
        Map.entry("MODE", "local"),
        Map.entry("AWS_ENDPOINT_URL_LAMBDA", gateway.origin()),
        Map.entry("AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI", gateway.origin() + "/ws"),
        Map.entry("AWS_REGION", EmbeddedDynamo.REGION),
        Map.entry("AWS_ACCESS_KEY_ID", EmbeddedDynamo.ACCESS_KEY),
        Map.entry("AWS_SECRET_ACCESS_KEY", EmbeddedDynamo.SECRET_KEY),
        Map.entry("METRICS_NAMESPACE", "test"),
        Map.entry("ACCOUNTS_TABLE", "accounts"),
        Map.entry("PAYOUTS_TABLE", "payouts"),
        Map.entry("PAYOUT_QUEUE_TABLE", "payout-queue"),
        Map.entry("EVENTS_TABLE", "events"),
        Map.entry("CONNECTIONS_TABLE", "connections"),
        Map.entry("BETLOG_TABLE", "betlog"),
        Map.entry("WORK_TABLE", "work"),
        Map.entry("CONDUCTOR_FUNCTION", CONDUCTOR),
        Map.entry("WORKER_FUNCTION", WORKER),
        Map.entry("ACCOUNT_REQUESTS_PER_SECOND", "10000"),
        Map.entry("WS_ENDPOINT", "https://sockets.invalid/ws"));
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(nowMs.get());
  }

  @Override
  public void close() {
    gateway.close();
    dynamo.close();
    ledgerKeys.close();
    if (!gateway.undocumented().isEmpty()) {
      throw new AssertionError(String.join("\n", gateway.undocumented()));
    }
  }

  // ---------------------------------------------------------------- rounds and players

  long openRound() {
    long id = gameVersion + 1;
    secrets.put(id, new RoundSecret("%064x".formatted(id), new Multiplier(250)));
    long now = millis();
    tell(
        new RoundEvent.Opened(
            "c1",
            id,
            "%064x".formatted(id + 1),
            now,
            now + 6_000,
            now + 7_000,
            Wei.of(1),
            Wei.ofEther(10),
            Wei.ofEther(100),
            1));
    return id;
  }

  void startRound(long id) {
    long startsAt = game.round(id).orElseThrow().opened().startsAt();
    nowMs.set(startsAt);
    tell(new RoundEvent.Started(startsAt));
  }

  void crashRound(long id) {
    long startsAt = game.round(id).orElseThrow().opened().startsAt();
    RoundEvent.Crashed crash =
        Objects.requireNonNull(secrets.get(id)).reveal(startsAt).announcement();
    nowMs.set(crash.crashedAt() + 100);
    tell(crash);
  }

  void voidRound() {
    tell(new RoundEvent.Voided("%064x".formatted(0), "nobody started it"));
  }

  void playRounds(int count) {
    for (int i = 0; i < count; i++) {
      long id = openRound();
      startRound(id);
      crashRound(id);
    }
  }

  private void tell(RoundEvent event) {
    gameVersion++;
    if (!(game.append(gameVersion, event, millis()) instanceof Append.Written)) {
      throw new AssertionError("the test conducts alone");
    }
  }

  void fund(String player, long ether) {
    BigInteger wei = Wei.ofEther(ether).value();
    ok(
        accounts.adjust(
            player, new Operation.Adjustment(id(player), wei, "play ether", "test"), true));
  }

  void withdraw(String player, Wei amount) {
    ok(
        accounts.withdraw(
            player, new Operation.Withdrawal(id(player), amount, player, millis()), true));
  }

  long bet(String player, long round, int seat, Wei stake, @Nullable Multiplier auto) {
    Bet bet = new Bet(id(player), round, seat, stake, auto, OptionalLong.empty(), millis());
    return ok(accounts.play(player, bet, true));
  }

  void cashOut(String player, long betId, long afterMs) {
    nowMs.addAndGet(afterMs);
    ok(accounts.play(player, new Cashout(betId, millis()), true));
  }

  private OperationId id(String player) {
    return OperationId.parse(
            accounts.read(player).version() + ".r%010d".formatted(RANDOM.nextInt(1_000_000_000)))
        .orElseThrow();
  }

  private static long ok(Answer answer) {
    if (answer instanceof Answer.Ok done) {
      return done.entry().version();
    }
    throw new AssertionError("expected ok, got " + answer);
  }

  // ---------------------------------------------------------------- sockets

  /** Lets time pass for the sockets function. */
  void pass(Duration time) {
    aheadMs.addAndGet(time.toMillis());
  }

  /** From now on the authoriser says that a connection's session ends after some time. */
  void endSession(String connectionId, Duration in) {
    sessionEnds.put(connectionId, socketClock.millis() + in.toMillis());
  }

  /** Forgets what a connection has sent: what follows is not judged by its number. */
  void forgive(String connectionId) {
    dynamo
        .client()
        .updateItem(
            update ->
                update
                    .tableName("connections")
                    .key(ConnectionRegistry.keyOf(connectionId))
                    .conditionExpression("attribute_exists(pk)")
                    .updateExpression("REMOVE paidUntil"));
  }

  void connect(String connectionId, @Nullable String player) {
    send("socket-connect.json", connectionId, player, null);
  }

  MessageTree hello(String connectionId, @Nullable String player, String message) {
    return Objects.requireNonNull(send("socket-hello.json", connectionId, player, message));
  }

  MessageTree ping(String connectionId, @Nullable String player) {
    return Objects.requireNonNull(send("socket-ping.json", connectionId, player, null));
  }

  /** Sends a sample event with another connection, player and body; the reply, if there is one. */
  @Nullable MessageTree send(
      String sample, String connectionId, @Nullable String player, @Nullable String body) {
    MessageTree event = MessageTree.parse(sample(sample));
    Map<String, Object> context = event.at("requestContext").members();
    context.put("connectionId", connectionId);
    if (player == null) {
      context.remove("authorizer");
    } else {
      Map<String, Object> authorizer = new HashMap<>();
      authorizer.put("principalId", player);
      authorizer.put("player", player);
      if (sessionEnds.containsKey(connectionId)) {
        authorizer.put("sessionEndsAt", String.valueOf(sessionEnds.get(connectionId)));
      }
      context.put("authorizer", authorizer);
    }
    context.put("requestTimeEpoch", socketClock.millis());
    if (body != null) {
      event.members().put("body", body);
    }
    MessageTree envelope = MessageTree.parse(answer(JsonCodec.write(event.members())));
    if (!envelope.text("statusCode").equals("200")) {
      throw new AssertionError("a socket is told " + envelope);
    }
    if (!envelope.has("body")) {
      return null;
    }
    SocketContract.ofThisCheckout().requireOfTheHouse(envelope.text("body"));
    return MessageTree.parse(envelope.text("body"));
  }

  @SuppressWarnings("NullAway") // our functions never look at their Lambda context
  private String answer(String event) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      sockets.handleRequest(
          new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), out, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  static String sample(String name) {
    try {
      return Files.readString(Path.of("..", "..", "events", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // ---------------------------------------------------------------- streams

  /** What Lambda would make of a sample. */
  static DynamodbEvent streamSample(String name) {
    return LambdaEventSerializers.serializerFor(
            DynamodbEvent.class, RealtimeFixture.class.getClassLoader())
        .fromJson(sample(name));
  }

  /** The stream's records of some entries, numbered from 0. */
  static DynamodbEvent stream(List<Entry> entries) {
    List<DynamodbEvent.DynamodbStreamRecord> records = new ArrayList<>();
    for (Entry entry : entries) {
      StreamRecord change = new StreamRecord();
      change.setSequenceNumber(Integer.toString(records.size()));
      change.setNewImage(
          Map.of(
              "journal", new AttributeValue().withS(entry.journal()),
              "version", new AttributeValue().withN(Long.toString(entry.version())),
              "type", new AttributeValue().withS(entry.type()),
              "at", new AttributeValue().withN(Long.toString(entry.atMs())),
              "body", new AttributeValue().withS(entry.body()),
              "seal", new AttributeValue().withS(entry.seal())));
      DynamodbEvent.DynamodbStreamRecord record = new DynamodbEvent.DynamodbStreamRecord();
      record.setEventName("INSERT");
      record.setDynamodb(change);
      records.add(record);
    }
    DynamodbEvent event = new DynamodbEvent();
    event.setRecords(records);
    return event;
  }

  static List<String> failures(StreamsEventResponse response) {
    return response.getBatchItemFailures().stream()
        .map(StreamsEventResponse.BatchItemFailure::getItemIdentifier)
        .toList();
  }

  List<Entry> accountEntries(String player) {
    return accountJournals.range(Accounts.journalOf(player), 1, Long.MAX_VALUE);
  }

  List<Entry> gameEntries() {
    return events.range(GameJournal.NAME, 1, Long.MAX_VALUE);
  }

  // ---------------------------------------------------------------- workers

  /** What a worker answers to a task. */
  static String work(Worker worker, String payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      worker.handleRequest(
          new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)), out, noContext());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /** The Lambda context of an invocation. Nothing of ours looks at it. */
  @SuppressWarnings("NullAway")
  static Context noContext() {
    return null;
  }
}
