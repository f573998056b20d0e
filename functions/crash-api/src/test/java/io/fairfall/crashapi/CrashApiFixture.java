package io.fairfall.crashapi;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.fairfall.apicontract.HttpContract;
import io.fairfall.apicontract.SocketContract;
import io.fairfall.beacon.BeaconCrashPoint;
import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.beacon.BeaconSignature;
import io.fairfall.crash.Curve;
import io.fairfall.crash.FairnessEvent;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.RoundEvent;
import io.fairfall.crash.RoundSecrets;
import io.fairfall.crash.bets.CrashGame;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.dynamodb.EmbeddedSecrets;
import io.fairfall.journal.Append;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.json.JsonCodec;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.LedgerPorts;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.OperationId;
import io.fairfall.mackeys.LedgerMacKeys;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import io.fairfall.payouts.PayoutJournal;
import io.fairfall.payouts.PayoutQueue;
import io.fairfall.payouts.SealedPayouts;
import io.fairfall.platform.Environment;
import io.fairfall.settings.Settings;
import io.fairfall.settings.SettingsJournal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The play functions on a real store, asked with the sample events. */
final class CrashApiFixture implements AutoCloseable {
  static final Multiplier CRASH = new Multiplier(300);
  private static final BeaconNetwork BEACON = BeaconNetwork.development("ab".repeat(96), 0, 10);
  private static final String GAME_HASH = "%064x".formatted(1);

  /** Nothing listens there. */
  private static final String NOWHERE = "http://127.0.0.1:9";

  private static final Pattern BODY = Pattern.compile("\"body\": *\"(?:[^\"\\\\]|\\\\.)*\"");

  final EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory();
  private String signature = "";
  private final EmbeddedSecrets keys = EmbeddedSecrets.withOneLedgerKey();
  private final GameJournal game;
  private final RoundSecrets secrets;
  private final Map<String, String> environment = new HashMap<>();
  final CrashApiHandler play;
  private final CrashApiHandler withoutAKey;
  private final CrashApiHandler deployed;
  final CrashApiHandler cutOff;
  final FaucetHandler faucet;

  CrashApiFixture() {
    dynamo.createJournalTable("accounts");
    dynamo.createJournalTable("events");
    dynamo.createJournalTable("payouts");
    dynamo.createKeyedTable("payout-queue", "pk", "sk");
    dynamo.createKeyedTable("secrets");
    dynamo.createKeyedTable("work");
    DynamoJournals events = new DynamoJournals(dynamo.client(), "events");
    this.game = new GameJournal(events);
    this.secrets = new RoundSecrets(dynamo.client(), "secrets");
    environment.putAll(keys.environment());
    environment.putAll(
        Map.ofEntries(
            Map.entry("ACCOUNTS_TABLE", "accounts"),
            Map.entry("EVENTS_TABLE", "events"),
            Map.entry("SECRETS_TABLE", "secrets"),
            Map.entry("WORK_TABLE", "work"),
            Map.entry("PAYOUTS_TABLE", "payouts"),
            Map.entry("PAYOUT_QUEUE_TABLE", "payout-queue"),
            Map.entry("WITHDRAWAL_CONFIRMATIONS", "12"),
            Map.entry("PAYS_WITHDRAWALS", "true"),
            Map.entry("CONDUCTOR_FUNCTION", "conductor"),
            Map.entry("WITHDRAWALS_FUNCTION", "withdrawals"),
            Map.entry("MODE", "local"),
            Map.entry("METRICS_NAMESPACE", "fairfall"),
            Map.entry("AWS_ENDPOINT_URL_DYNAMODB", dynamo.endpoint().toString()),
            Map.entry("AWS_ENDPOINT_URL_LAMBDA", NOWHERE),
            Map.entry("AWS_REGION", EmbeddedDynamo.REGION),
            Map.entry("AWS_ACCESS_KEY_ID", EmbeddedDynamo.ACCESS_KEY),
            Map.entry("AWS_SECRET_ACCESS_KEY", EmbeddedDynamo.SECRET_KEY)));
    this.play = new CrashApiHandler(environment);
    this.faucet = new FaucetHandler(environment);
    Map<String, String> onAws = new HashMap<>(environment);
    onAws.put("MODE", "aws");
    this.deployed = new CrashApiHandler(onAws);
    onAws.put("PAYS_WITHDRAWALS", "false");
    this.withoutAKey = new CrashApiHandler(onAws);
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", NOWHERE);
    this.cutOff = new CrashApiHandler(environment);
  }

  /** What an operator or a part of the system does. */
  void pauseBetting() {
    new SettingsJournal(new DynamoJournals(dynamo.client(), "events"), InstantSource.system())
        .change(Settings::pauseBetting, "a test", "ada");
  }

  /** What an operator does. */
  void set(UnaryOperator<Settings> change) {
    new SettingsJournal(new DynamoJournals(dynamo.client(), "events"), InstantSource.system())
        .change(change, "a test", "ada");
  }

  /** The queue of payouts, as the sender finds it. */
  PayoutQueue queue() {
    return new PayoutQueue(dynamo.client(), "payout-queue");
  }

  /** Payouts, as the sender writes them. */
  PayoutJournal payouts() {
    return new PayoutJournal(
        new SealedPayouts(
            new DynamoJournals(dynamo.client(), "payouts"),
            LedgerMacKeys.of(new Environment(environment), InstantSource.system())),
        AppendLoop.inRealTime());
  }

  /** What somebody writes into the table of payouts who has no key. */
  void forgePayout(Entry entry) {
    Append ignored = new DynamoJournals(dynamo.client(), "payouts").append(entry);
  }

  /** The ledger, as the sender tells it how a payout ended. */
  Accounts ledger() {
    Journals events = new DynamoJournals(dynamo.client(), "events");
    return new Accounts(
        new LedgerPorts(
            new DynamoJournals(dynamo.client(), "accounts"),
            new CrashGame(new GameJournal(events)),
            new SettingsJournal(events, InstantSource.system()),
            LedgerMacKeys.of(new Environment(environment), InstantSource.system())),
        InstantSource.system(),
        ThreadLocalRandom::current);
  }

  /** As many adjustments of a wei each. */
  void give(String player, int many) {
    Accounts accounts = ledger();
    for (int i = 0; i < many; i++) {
      OperationId id =
          OperationId.parse(accounts.read(player).version() + ".given%04d".formatted(i))
              .orElseThrow();
      Operation.Adjustment wei = new Operation.Adjustment(id, BigInteger.ONE, "a gift", "test");
      if (!(accounts.adjust(player, wei, true) instanceof io.fairfall.ledger.Answer.Ok)) {
        throw new IllegalStateException("not given");
      }
    }
  }

  /** Commits so many chains, and salts each. */
  void commit(int chains) {
    DynamoJournals events = new DynamoJournals(dynamo.client(), "events");
    for (int chain = 1; chain <= chains; chain++) {
      String id = "c" + chain;
      String hash = "%064x".formatted(chain);
      String committed =
          JsonCodec.write(new FairnessEvent.Committed(id, hash, 1_000, (long) chain));
      String salted = JsonCodec.write(new FairnessEvent.Salted(id, chain, hash));
      long slot = 2L * chain;
      String journal = FairnessEvent.JOURNAL;
      events.append(new Entry(journal, slot - 1, FairnessEvent.Committed.TYPE, 1, committed));
      events.append(new Entry(journal, slot, FairnessEvent.Salted.TYPE, 1, salted));
    }
  }

  /** Opens the first round, taking bets for a while. */
  void open(long bettingMs) {
    open(bettingMs, CRASH);
  }

  /** As above, for a flight of another length. */
  void open(long bettingMs, Multiplier crash) {
    long now = System.currentTimeMillis();
    secrets.prepare(1, GAME_HASH);
    signature = signatureFor(crash);
    append(
        1,
        new RoundEvent.Opened(
            "c",
            1,
            "0".repeat(64),
            now,
            now + bettingMs,
            now + bettingMs + 1,
            Wei.of(1),
            Wei.ofEther(5),
            Wei.ofEther(100),
            1,
            null,
            RoundEvent.Beacon.of(BEACON, BEACON.roundFor(now + bettingMs))));
  }

  /** The first of some bytes by which the game crashes there; nobody verifies them here. */
  private static String signatureFor(Multiplier crash) {
    for (long i = 0; ; i++) {
      BeaconSignature bytes = new BeaconSignature("%096x".formatted(i));
      if (BeaconCrashPoint.of(bytes, GAME_HASH).equals(crash)) {
        return bytes.hex();
      }
    }
  }

  /** Starts the first round once its time has come, and tells when that was. */
  long start() throws InterruptedException {
    long startsAt = game.latest().orElseThrow().opened().startsAt();
    Thread.sleep(Math.max(0, startsAt - System.currentTimeMillis()));
    append(2, new RoundEvent.Started(startsAt, null, signature));
    return startsAt;
  }

  /** Ends the first round once its time has come, and tells when that was. */
  long crash(Multiplier crash) throws InterruptedException {
    long startsAt = game.latest().orElseThrow().opened().startsAt();
    long crashedAt = startsAt + Curve.msToReach(crash);
    Thread.sleep(Math.max(0, crashedAt - System.currentTimeMillis()) + 1);
    append(3, new RoundEvent.Crashed(crash, crashedAt, GAME_HASH));
    return crashedAt;
  }

  /** Stamps as this house signs them. */
  SignedStamps stamps() {
    return new SignedStamps(LedgerMacKeys.of(new Environment(environment), InstantSource.system()));
  }

  /** Asks an instance that cannot reach the store. */
  Answer askCutOff(String event) {
    return askCutOff(event, Map.of());
  }

  Answer askCutOff(String event, Map<String, String> replaced) {
    return ask(cutOff, event, replaced);
  }

  /** Asks with a sample event as it is, but now. */
  Answer ask(String event) {
    return ask(event, Map.of());
  }

  /** Asks with a sample event in which some texts are replaced. */
  Answer ask(String event, Map<String, String> replaced) {
    return ask(event.equals("faucet") ? faucet : play, event, replaced);
  }

  /** Asks for the chains before a slot. */
  Answer fairnessBefore(String slot) {
    return ask(
        "fairness",
        Map.of(
            "\"isBase64Encoded\"",
            "\"queryStringParameters\": {\"before\": \"" + slot + "\"}, \"isBase64Encoded\""));
  }

  /** Asks a function that is deployed on AWS. */
  Answer askWithoutAKey(String event) {
    return ask(withoutAKey, event, Map.of());
  }

  /** The same on AWS, where a key of the hot wallet is configured. */
  Answer askDeployed(String event) {
    return ask(deployed, event, Map.of());
  }

  /** Asks with a sample event that has another body. */
  Answer askWith(String event, String body) {
    try {
      Matcher sample = BODY.matcher(Files.readString(Path.of("../../events/" + event + ".json")));
      if (!sample.find()) {
        throw new IllegalArgumentException(event + " has no body");
      }
      String written = JsonCodec.write(Map.of("body", body));
      return ask(event, Map.of(sample.group(), written.substring(1, written.length() - 1)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Everything that is stored. */
  List<String> contents() {
    return dynamo.contents();
  }

  /** As above, stamped as having arrived at some instant. */
  Answer askAt(long stampMs, String event, Map<String, String> replaced) {
    return ask(play, event, replaced, stampMs);
  }

  private static Answer ask(
      RequestStreamHandler function, String event, Map<String, String> replaced) {
    return ask(function, event, replaced, System.currentTimeMillis());
  }

  private static Answer ask(
      RequestStreamHandler function, String event, Map<String, String> replaced, long stampMs) {
    try {
      String text = Files.readString(Path.of("../../events/" + event + ".json"));
      text = text.replace("1795168830000", Long.toString(stampMs));
      for (Map.Entry<String, String> entry : replaced.entrySet()) {
        if (!text.contains(entry.getKey())) {
          throw new IllegalArgumentException(event + " has no " + entry.getKey());
        }
        text = text.replace(entry.getKey(), entry.getValue());
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      function.handleRequest(
          new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), out, noContext());
      Map<?, ?> answer = JsonCodec.membersFromStore(out.toString(StandardCharsets.UTF_8));
      int status = ((Number) Objects.requireNonNull(answer.get("statusCode"))).intValue();
      if (text.contains("\"connectionId\"")) {
        SocketContract.ofThisCheckout().requireOfTheHouse(String.valueOf(answer.get("body")));
      } else {
        HttpContract.ofThisCheckout()
            .requireOfAFunction(
                String.valueOf(JsonCodec.membersFromStore(text).get("routeKey")),
                out.toString(StandardCharsets.UTF_8));
      }
      Map<String, Object> body = new LinkedHashMap<>();
      Object written = answer.get("body");
      ((Map<?, ?>) JsonCodec.membersFromStore(written == null ? "{}" : written.toString()))
          .forEach((name, value) -> body.put(String.valueOf(name), value));
      return new Answer(status, headers(answer), body);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Map<?, ?> headers(Map<?, ?> answer) {
    return answer.get("headers") instanceof Map<?, ?> headers ? headers : Map.of();
  }

  private void append(long version, RoundEvent event) {
    if (!(game.append(version, event, System.currentTimeMillis()) instanceof Append.Written)) {
      throw new IllegalStateException("the test conducts alone");
    }
  }

  private static Context noContext() {
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(method.getName());
            });
  }

  @Override
  public void close() {
    dynamo.close();
    keys.close();
  }

  /** What came back. */
  record Answer(int status, Map<?, ?> headers, Map<String, Object> body) {
    /** A member's text, found by a path like {@code account.version}. */
    String text(String path) {
      @Nullable Object value = body;
      for (String name : path.split("\\.", -1)) {
        value = ((Map<?, ?>) Objects.requireNonNull(value, path)).get(name);
      }
      return value instanceof Number number
          ? Long.toString(number.longValue())
          : String.valueOf(value);
    }

    String code() {
      return text(body.containsKey("problem") ? "problem.code" : "code");
    }
  }
}
