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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A node, tables, and a house whose indexer ticks when it is told to. */
public final class DepositsFixture implements AutoCloseable {
  public static final String ALICE = "0x00000000000000000000000000000000000a11ce";
  public static final String BOB = "0x0000000000000000000000000000000000000b0b";
  public static final String STRANGER = "0x0000000000000000000000000000000000057a9e";
  public static final String HOUSE = "0x000000000000000000000000000000000000f00d";
  public static final int CONFIRMATIONS = 12;

  private static final EmbeddedDynamo DYNAMO = EmbeddedDynamo.inMemory();
  private static final EmbeddedSecrets SECRETS = EmbeddedSecrets.withOneLedgerKey();
  private static final AtomicInteger WORLDS = new AtomicInteger();

  public final Anvil anvil;
  final Map<String, String> variables = new HashMap<>();
  public final AtomicLong passedMs = new AtomicLong();
  public final InstantSource clock =
      () -> Instant.ofEpochMilli(System.currentTimeMillis() + passedMs.get());
  private final DepositsContext desk;

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
    return DepositsContext.of(new Environment(variables), clock);
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
  void workFor(long ms) {
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

  @Override
  public void close() {
    anvil.close();
  }
}
