package io.fairfall.deposits;

import io.fairfall.anvil.Anvil;
import io.fairfall.anvil.TransferRequest;
import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.outbox.DepositState;
import io.fairfall.deposits.outbox.PlayerWallets;
import io.fairfall.deposits.wiring.DepositsContext;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.dynamodb.EmbeddedSecrets;
import io.fairfall.journal.Entry;
import io.fairfall.json.JsonCodec;
import io.fairfall.money.Wei;
import io.fairfall.platform.Environment;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A node, tables, and a house whose indexer ticks when it is told to. */
public final class DepositsFixture implements AutoCloseable {
  public static final String ALICE = "0x00000000000000000000000000000000000a11ce";
  public static final String BOB = "0x0000000000000000000000000000000000000b0b";
  public static final String STRANGER = "0x0000000000000000000000000000000000057a9e";
  public static final String HOUSE = "0x000000000000000000000000000000000000f00d";
  public static final int CONFIRMATIONS = 12;

  /** A look at the balance is made once a minute, and gives up on a transaction after three. */
  private static final int LOOKS = 4;

  private static final long LOOK_MS = 61_000;

  private static final EmbeddedDynamo DYNAMO = EmbeddedDynamo.inMemory();
  private static final EmbeddedSecrets SECRETS = EmbeddedSecrets.withOneLedgerKey();
  private static final AtomicInteger WORLDS = new AtomicInteger();

  public final Anvil anvil;
  final Map<String, String> variables = new HashMap<>();
  public final AtomicLong passedMs = new AtomicLong();
  public final InstantSource clock =
      () -> Instant.ofEpochMilli(System.currentTimeMillis() + passedMs.get());
  private final DepositsContext desk;

  /** Wei that the hot wallet was given, by the newest block of then, whose state has it. */
  private final Map<Long, BigInteger> endowed = new HashMap<>();

  private boolean isJudged = true;

  public DepositsFixture() throws Exception {
    this(Anvil.start(), Map.of());
  }

  public DepositsFixture(Anvil anvil, Map<String, String> more) {
    this.anvil = anvil;
    String id = prepare();
    variables.putAll(
        Map.ofEntries(
            Map.entry("ACCOUNTS_TABLE", "accounts" + id),
            Map.entry("EVENTS_TABLE", "events" + id),
            Map.entry("WORK_TABLE", "work" + id),
            Map.entry("MODE", "aws"),
            Map.entry("METRICS_NAMESPACE", "test"),
            Map.entry("ETHEREUM_RPC_URL", anvil.url().toString()),
            Map.entry("CHAIN_ID", Long.toString(Anvil.CHAIN_ID)),
            Map.entry("HOT_WALLET_ADDRESS", HOUSE),
            Map.entry("INDEXER_CONFIRMATIONS", Integer.toString(CONFIRMATIONS)),
            Map.entry("INDEXER_REORG_BUFFER", "25"),
            Map.entry("INDEXER_POLL_INTERVAL", "20"),
            Map.entry("INDEXER_FIRST_BLOCK", "1"),
            Map.entry("DEPOSIT_MINIMUM", "5"),
            Map.entry("AWS_ACCESS_KEY_ID", EmbeddedDynamo.ACCESS_KEY),
            Map.entry("AWS_SECRET_ACCESS_KEY", EmbeddedDynamo.SECRET_KEY),
            Map.entry("AWS_REGION", EmbeddedDynamo.REGION),
            Map.entry("AWS_ENDPOINT_URL_DYNAMODB", DYNAMO.endpoint().toString())));
    variables.putAll(SECRETS.environment());
    variables.putAll(more);
    this.desk = another();
    for (String player : List.of(ALICE, BOB, STRANGER)) {
      anvil.endow(player, BigInteger.TEN.pow(21));
    }
    signIn(ALICE);
    signIn(BOB);
  }

  private static String prepare() {
    String id = Integer.toString(WORLDS.incrementAndGet());
    DYNAMO.createJournalTable("accounts" + id);
    DYNAMO.createJournalTable("events" + id);
    DYNAMO.createKeyedTable("work" + id);
    return id;
  }

  /** Another instance of the functions, which remembers nothing. */
  public DepositsContext another() {
    return DepositsContext.of(new Environment(variables), DYNAMO.client(), clock);
  }

  public DepositsContext desk() {
    return desk;
  }

  /** Everything that is stored. */
  List<String> contents() {
    return DYNAMO.contents();
  }

  URI dynamoEndpoint() {
    return DYNAMO.endpoint();
  }

  public void signIn(String player) {
    desk.events()
        .append(new Entry(PlayerWallets.journalOf(player), 1, "signed_in", clock.millis(), "{}"));
  }

  public String send(String from, long wei) {
    return anvil.send(TransferRequest.ether(from, HOUSE, BigInteger.valueOf(wei)));
  }

  /** One invocation that ends as soon as there is nothing to do at once. */
  public void tick() {
    tick(desk);
  }

  /** One invocation that goes on as long as there is something to do, or time. */
  public void workFor(long ms) {
    try {
      new Indexer(desk).work(clock.millis() + ms);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /** Everything that can be done now is done, in as many steps as it takes. */
  public static void tick(DepositsContext desk) {
    try {
      for (int step = 0; step < 3; step++) {
        new Indexer(desk).work(desk.clock().millis());
      }
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /** Mines and walks. */
  public void mine(int blocks) {
    if (blocks > 0) {
      anvil.mine(blocks);
    }
    tick();
  }

  public long balance(String player) {
    return desk.accounts().read(player).available().value().longValueExact();
  }

  public long version(String player) {
    return desk.accounts().read(player).version();
  }

  public Cursor cursor() {
    Cursor cursor = desk.cursors().read().orElseThrow().cursor();
    if (cursor == null) {
      throw new IllegalStateException("no cursor yet");
    }
    return cursor;
  }

  public DepositState told(String player) {
    return desk.events()
        .head(DepositState.journalOf(player))
        .map(entry -> JsonCodec.fromStore(DepositState.class, entry.body()))
        .orElse(DepositState.none(CONFIRMATIONS));
  }

  /** What is kept for somebody to claim, newest first. */
  public List<io.fairfall.deposits.scan.DepositTransfer> kept() {
    return desk.unattributed().latest(100).kept();
  }

  Wei hot() {
    return new Wei(anvil.balance(HOUSE));
  }

  /** Bytes of the largest item that is stored in any of the tables. */
  public int largestItem() {
    return tables()
        .flatMap(table -> items(table).stream())
        .mapToInt(DepositsFixture::size)
        .max()
        .orElse(0);
  }

  /** Items in which parts of the cursor stand. */
  public int segments() {
    return (int)
        items(table("WORK_TABLE")).stream()
            .filter(item -> text(item.get("pk")).startsWith("cursor:indexer:"))
            .count();
  }

  private Stream<String> tables() {
    return Stream.of("ACCOUNTS_TABLE", "EVENTS_TABLE", "WORK_TABLE").map(this::table);
  }

  private String table(String variable) {
    return Objects.requireNonNull(variables.get(variable));
  }

  private List<Map<String, AttributeValue>> items(String table) {
    return desk
        .dynamo()
        .scanPaginator(scan -> scan.tableName(table).consistentRead(true))
        .items()
        .stream()
        .toList();
  }

  /** As DynamoDB counts it: names, and the bytes of values. */
  private static int size(Map<String, AttributeValue> item) {
    int bytes = 0;
    for (Map.Entry<String, AttributeValue> member : item.entrySet()) {
      AttributeValue value = member.getValue();
      bytes += member.getKey().length();
      bytes += value.b() != null ? value.b().asByteArrayUnsafe().length : text(value).length();
    }
    return bytes;
  }

  private static String text(@Nullable AttributeValue value) {
    if (value == null) {
      return "";
    }
    return value.s() != null ? value.s() : String.valueOf(value.n());
  }

  /** What the functions are told. */
  public Map<String, String> environment() {
    return Map.copyOf(variables);
  }

  /** The number in the names of its tables. */
  public String number() {
    return table("WORK_TABLE").substring("work".length());
  }

  /** The daily second look. */
  public void rescan() throws InterruptedException {
    new Rescan(another()).run(clock.millis() + 10_000);
  }

  /** Gives the hot wallet ether that no transaction brings. */
  public void endowHouse(BigInteger wei) {
    endowed.merge(anvil.head(), wei.subtract(anvil.balance(HOUSE)), BigInteger::add);
    anvil.endow(HOUSE, wei);
  }

  /** What is credited or kept, by key, as the tables have it. */
  Map<String, BigInteger> books() {
    return oracle().amounts();
  }

  private OracleCheck oracle() {
    return new OracleCheck(desk.dynamo(), table("ACCOUNTS_TABLE"), table("EVENTS_TABLE"));
  }

  /** From here on the oracle is not asked: the books are meant to differ from the chain. */
  public void withoutOracle() {
    isJudged = false;
  }

  /**
   * Lets an indexer without any fault before its node come to the newest final block, and sees that
   * the books say what the chain's traces say.
   */
  public void assertAsTheOracleSays() {
    Map<String, String> well = new HashMap<>(variables);
    well.put("ETHEREUM_RPC_URL", anvil.url().toString());
    DepositsContext honest = DepositsContext.of(new Environment(well), clock);
    for (int look = 0; look < LOOKS; look++) {
      passedMs.addAndGet(LOOK_MS);
      tick(honest);
    }
    Cursor now = cursor();
    long last = now.number() - CONFIRMATIONS + 1;
    if (now.isHalted() || last < 1) {
      return; // what is halted waits for a person; the tests of that look at each amount
    }
    oracle()
        .requireEqual(
            anvil.url(),
            HOUSE,
            Math.max(1, now.first()),
            last,
            new BigInteger(table("DEPOSIT_MINIMUM")),
            endowedFrom(Math.max(1, now.first())),
            now.compensated());
  }

  private BigInteger endowedFrom(long block) {
    return endowed.entrySet().stream()
        .filter(one -> one.getKey() >= block)
        .map(Map.Entry::getValue)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  @Override
  public void close() {
    try {
      if (isJudged) {
        assertAsTheOracleSays();
      }
    } finally {
      anvil.close();
    }
  }
}
