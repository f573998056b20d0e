package io.fairfall.conductor;

import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.beacon.BeaconRound;
import io.fairfall.beaconclient.BeaconVerifier;
import io.fairfall.beaconclient.VerifiedBeacon;
import io.fairfall.conductor.fairness.BeaconSource;
import io.fairfall.conductor.fairness.HashChainProvisioner;
import io.fairfall.conductor.fairness.HashChainSecrets;
import io.fairfall.conductor.fairness.OutcomeSupply;
import io.fairfall.conductor.fairness.PublishedHashChain;
import io.fairfall.conductor.leadership.LeaderElection;
import io.fairfall.conductor.leadership.LeadershipTerm;
import io.fairfall.conductor.leadership.Lease;
import io.fairfall.conductor.leadership.PresenceDetector;
import io.fairfall.conductor.rounds.ClockSkew;
import io.fairfall.conductor.rounds.RoundActions;
import io.fairfall.conductor.rounds.RoundBounds;
import io.fairfall.conductor.rounds.RoundLoop;
import io.fairfall.conductor.rounds.RoundTiming;
import io.fairfall.crash.FairnessEvent;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.RoundSecrets;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.developmentbeacon.DevelopmentBeacon;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.dynamodb.EmbeddedSecrets;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.money.Wei;
import io.fairfall.settings.BetBounds;
import io.fairfall.settings.SettingsJournal;
import io.fairfall.treasury.Exposure;
import io.fairfall.treasury.ExposureReading;
import io.fairfall.treasury.HouseBalance;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A house of its own: tables on DynamoDB Local, a beacon that comes in time, and no players. */
public final class ConductorFixture {
  private static final long BEACON_PERIOD_MS = 700;
  public static final RoundTiming TERMS = new RoundTiming(6_000, 1_000, 3_000);
  public static final BetBounds BOUNDS =
      new BetBounds(Wei.of(1_000), Wei.ofEther(1), Wei.ofEther(10));
  public static final long START_MS = 1_800_000_000_000L;

  /** Everything that was printed since the first house was built, log lines included. */
  static final ByteArrayOutputStream PRINTED = capture();

  private static final EmbeddedDynamo DYNAMO = EmbeddedDynamo.inMemory();
  private static final EmbeddedSecrets SECRETS = EmbeddedSecrets.withOneLedgerKey();
  private static int houses;

  public final String name;
  public final VirtualTime time;
  public final List<Entry> announced = Collections.synchronizedList(new ArrayList<>());
  final long chainLength;
  public volatile boolean beaconAnswers = true;
  public volatile long beaconDelayMs;
  public final AtomicInteger beaconsAsked = new AtomicInteger();
  volatile Runnable whenBeaconIsAsked = () -> {};
  private final DevelopmentBeacon development;
  private final BeaconVerifier verifier;
  public volatile ExposureReading exposure = owning(Wei.ofEther(1_000).value());
  public volatile boolean factsFail;
  public final AtomicInteger factsAsked = new AtomicInteger();
  public final List<String> alarms = Collections.synchronizedList(new ArrayList<>());
  private final Random random = new Random(20_261_120);

  private ConductorFixture(VirtualTime time, long chainLength) {
    this(time, chainLength, 0);
  }

  private ConductorFixture(VirtualTime time, long chainLength, long beaconGenesisMs) {
    development = DevelopmentBeacon.of("local", beaconGenesisMs, BEACON_PERIOD_MS);
    verifier = new BeaconVerifier(development.network());
    synchronized (ConductorFixture.class) {
      name = "house" + ++houses + "-";
    }
    this.time = time;
    this.chainLength = chainLength;
    DYNAMO.createJournalTable(name + "events");
    DYNAMO.createJournalTable(name + "accounts");
    DYNAMO.createKeyedTable(name + "secrets");
    DYNAMO.createKeyedTable(name + "work");
    DYNAMO.createKeyedTable(name + "connections", "pk", "sk");
  }

  public static ConductorFixture forThreads(int threads) {
    return new ConductorFixture(new VirtualTime(START_MS, threads), 1_000);
  }

  public static ConductorFixture withChainLength(long games) {
    return new ConductorFixture(new VirtualTime(START_MS, 1), games);
  }

  /** A house like every other, whose beacon counts from another round on: its numbers differ. */
  static ConductorFixture withBeaconThatCountsFrom(long round) {
    return new ConductorFixture(
        new VirtualTime(START_MS, 1), 1_000, (round - 1) * BEACON_PERIOD_MS);
  }

  public DynamoDbClient dynamo() {
    return DYNAMO.client();
  }

  public EmbeddedDynamo store() {
    return DYNAMO;
  }

  public Journals events() {
    return new DynamoJournals(dynamo(), name + "events");
  }

  /** A conductor as a new process would have it, with a lease item of its own if it is deluded. */
  public RoundLoop shift(String id, DynamoDbClient dynamo) {
    return shift(id, dynamo, name + "work");
  }

  public RoundLoop shift(String id, DynamoDbClient dynamo, String workTable) {
    return shift(id, dynamo, workTable, () -> new ClockSkew.Bounds(-1, 0));
  }

  /** A conductor that knows no more about its clock than this. */
  public RoundLoop shift(String id, ClockSkew.Bounds skew) {
    return shift(id, () -> skew);
  }

  public RoundLoop shift(String id, ClockSkew skew) {
    return shift(id, dynamo(), name + "work", skew);
  }

  private RoundLoop shift(String id, DynamoDbClient dynamo, String workTable, ClockSkew skew) {
    DynamoJournals events = new DynamoJournals(dynamo, name + "events");
    GameJournal game = new GameJournal(events);
    return new RoundLoop(
        new LeaderElection(
            new Lease(dynamo, workTable, id),
            new PresenceDetector(dynamo, name + "connections", workTable),
            time,
            time),
        game,
        new RoundActions(
            game, game, new RoundSecrets(dynamo, name + "secrets"), announced::add, TERMS, time),
        bounds(new DynamoJournals(dynamo, name + "events")),
        fairness(events, new HashChainSecrets(dynamo, name + "secrets")),
        beacon(),
        skew,
        (metric, facts) -> alarms.add(metric),
        Runnable::run,
        TERMS,
        time);
  }

  private RoundBounds bounds(Journals events) {
    SettingsJournal settings = new SettingsJournal(events, time);
    return new RoundBounds(
        BOUNDS,
        settings,
        () -> exposure,
        round -> {
          factsAsked.incrementAndGet();
          if (factsFail) {
            throw new StoreUnavailableException("lost in a test", new IllegalStateException());
          }
          return RoundFacts.told(events(), round, Long.MAX_VALUE);
        },
        (metric, facts) -> alarms.add(metric));
  }

  /** A house that owns so much, with everything posted. */
  public static ExposureReading owning(BigInteger wei) {
    return new ExposureReading.Known(
        new Exposure(new HouseBalance(0, BigInteger.ZERO, wei), BigInteger.ZERO, 0));
  }

  /** What an operator changes settings through. */
  public SettingsJournal settings() {
    return new SettingsJournal(events(), time);
  }

  private OutcomeSupply fairness(Journals events, HashChainSecrets secrets) {
    HashChainProvisioner maker =
        new HashChainProvisioner(events, secrets, chainLength, this::bytes, time);
    return new OutcomeSupply(events, secrets, maker);
  }

  public RoundLoop shift(String id) {
    return shift(id, dynamo());
  }

  /** When a function that is invoked now is stopped, fifteen minutes later. */
  public long timeLimit() {
    return time.millis() + 900_000;
  }

  /** When a function must be stopped so that it opens rounds for about so long. */
  public long limitForRounds(long ms) {
    return time.millis() + TERMS.longRoundMs() + LeadershipTerm.END_MARGIN_MS + ms;
  }

  public void somebodyWatches() {
    dynamo()
        .putItem(
            put ->
                put.tableName(name + "connections")
                    .item(
                        Map.of(
                            "pk", AttributeValue.fromS("channel:game#0"),
                            "sk", AttributeValue.fromS("connection-1"))));
  }

  void nobodyWatches() {
    dynamo()
        .deleteItem(
            delete ->
                delete
                    .tableName(name + "connections")
                    .key(
                        Map.of(
                            "pk", AttributeValue.fromS("channel:game#0"),
                            "sk", AttributeValue.fromS("connection-1"))));
  }

  public List<Entry> journal(String journal) {
    List<Entry> entries = new ArrayList<>();
    for (List<Entry> page = events().range(journal, 1, Long.MAX_VALUE);
        !page.isEmpty();
        page = events().range(journal, entries.size() + 1L, Long.MAX_VALUE)) {
      entries.addAll(page);
    }
    return entries;
  }

  public List<Entry> game() {
    return journal(GameJournal.NAME);
  }

  public List<PublishedHashChain> chains() {
    return PublishedHashChain.of(journal(FairnessEvent.JOURNAL));
  }

  /** What decides this house's rounds. */
  public BeaconNetwork network() {
    return development.network();
  }

  private synchronized byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Takes an entry out. Nobody repairs a journal like this in earnest. */
  void repair(String table, Entry damage) {
    dynamo()
        .deleteItem(
            delete ->
                delete
                    .tableName(name + table)
                    .key(
                        Map.of(
                            "journal", AttributeValue.fromS(damage.journal()),
                            "version", AttributeValue.fromN(Long.toString(damage.version())))));
  }

  /** Every item of every table, as text. */
  List<String> everythingStored() {
    List<String> items = new ArrayList<>();
    for (String table : List.of("events", "accounts", "secrets", "work", "connections")) {
      dynamo()
          .scanPaginator(scan -> scan.tableName(name + table))
          .items()
          .forEach(item -> items.add(table + " " + new TreeMap<>(item)));
    }
    Collections.sort(items);
    return items;
  }

  /** What a function of this house finds in its environment. */
  Map<String, String> environment() {
    return Map.ofEntries(
        Map.entry("AWS_ENDPOINT_URL_DYNAMODB", DYNAMO.endpoint().toString()),
        Map.entry("AWS_ENDPOINT_URL_SECRETS_MANAGER", SECRETS.endpoint().toString()),
        Map.entry("AWS_REGION", EmbeddedDynamo.REGION),
        Map.entry("AWS_ACCESS_KEY_ID", EmbeddedDynamo.ACCESS_KEY),
        Map.entry("AWS_SECRET_ACCESS_KEY", EmbeddedDynamo.SECRET_KEY),
        Map.entry("ACCOUNTS_TABLE", name + "accounts"),
        Map.entry("EVENTS_TABLE", name + "events"),
        Map.entry("SECRETS_TABLE", name + "secrets"),
        Map.entry("WORK_TABLE", name + "work"),
        Map.entry("CONNECTIONS_TABLE", name + "connections"),
        Map.entry("LEDGER_KEYS_SECRET", EmbeddedSecrets.ARN),
        Map.entry("METRICS_NAMESPACE", "test"),
        Map.entry("MODE", "local"));
  }

  private static ByteArrayOutputStream capture() {
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    PrintStream before = System.out;
    OutputStream both =
        new OutputStream() {
          @Override
          public void write(int one) {
            copy.write(one);
            before.write(one);
          }

          @Override
          public void write(byte[] bytes, int from, int length) {
            copy.write(bytes, from, length);
            before.write(bytes, from, length);
          }

          @Override
          public void flush() {
            before.flush();
          }
        };
    System.setOut(new PrintStream(both, true, StandardCharsets.UTF_8));
    return copy;
  }

  /** Signatures that are there from their time on, or as much later as a test wants. */
  private BeaconSource beacon() {
    return new BeaconSource() {
      @Override
      public BeaconNetwork network() {
        return development.network();
      }

      @Override
      public Optional<VerifiedBeacon> await(BeaconRound round, long withinMs) {
        beaconsAsked.incrementAndGet();
        whenBeaconIsAsked.run();
        boolean isThere = time.millis() >= network().timeOf(round) + beaconDelayMs;
        return isThere && beaconAnswers
            ? verifier.verify(round, development.sign(round))
            : Optional.empty();
      }
    };
  }
}
