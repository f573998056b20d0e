package io.fairfall.withdrawals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.anvil.Anvil;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.dynamodb.EmbeddedSecrets;
import io.fairfall.ethereumrpc.WalletChain;
import io.fairfall.ethereumrpc.WalletNode;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Entry;
import io.fairfall.journal.JournalReader;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.ExternalReceipts;
import io.fairfall.ledger.LedgerPorts;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.OperationId;
import io.fairfall.mackeys.LedgerMacKeys;
import io.fairfall.money.Wei;
import io.fairfall.payouts.NonceEvent;
import io.fairfall.payouts.NonceJson;
import io.fairfall.payouts.PayoutEvent.Asked;
import io.fairfall.payouts.PayoutEvent.Paid;
import io.fairfall.payouts.PayoutId;
import io.fairfall.payouts.PayoutState;
import io.fairfall.payouts.PlayerWithdrawals;
import io.fairfall.platform.Environment;
import io.fairfall.withdrawals.wiring.WithdrawalsContext;
import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A node, tables, accounts with money in them, and a sender that looks when it is told to. */
final class WithdrawalsFixture implements AutoCloseable {
  /** The first of anvil's accounts, whose key everybody knows. */
  static final String WALLET = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";

  static final String KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
  static final int CONFIRMATIONS = 12;
  static final Wei BALANCE = Wei.of(1_000_000_000_000_000L);

  private static final EmbeddedDynamo DYNAMO = EmbeddedDynamo.inMemory();
  private static final EmbeddedSecrets SECRETS = EmbeddedSecrets.withOneLedgerKey();
  private static final AtomicInteger WORLDS = new AtomicInteger();

  final Anvil anvil;
  final ScriptedNode node;
  final AtomicLong passedMs = new AtomicLong();
  final InstantSource clock =
      () -> Instant.ofEpochMilli(System.currentTimeMillis() + passedMs.get());
  final WithdrawalsContext context;
  private final Map<String, String> variables = new HashMap<>();
  private final String player;
  private final Accounts accounts;
  private final AtomicInteger recipients = new AtomicInteger();
  private final PayoutSenderHandler handler;

  WithdrawalsFixture() throws Exception {
    this(Map.of());
  }

  WithdrawalsFixture(Map<String, String> more) throws Exception {
    this.anvil = Anvil.start();
    this.node = new ScriptedNode(new WalletNode(anvil.url().toString()));
    String id = prepare();
    this.player = "0x%040x".formatted(1_000_000 + Long.parseLong(id));
    variables.putAll(
        Map.ofEntries(
            Map.entry("ACCOUNTS_TABLE", "accounts" + id),
            Map.entry("EVENTS_TABLE", "events" + id),
            Map.entry("PAYOUTS_TABLE", "payouts" + id),
            Map.entry("PAYOUT_QUEUE_TABLE", "queue" + id),
            Map.entry("WORK_TABLE", "work" + id),
            Map.entry("MODE", "local"),
            Map.entry("HOUSE_WALLET_PRIVATE_KEY", KEY),
            Map.entry("METRICS_NAMESPACE", "test"),
            Map.entry("ETHEREUM_RPC_URL", anvil.url().toString()),
            Map.entry("CHAIN_ID", Long.toString(Anvil.CHAIN_ID)),
            Map.entry("HOT_WALLET_ADDRESS", WALLET),
            Map.entry("WITHDRAWAL_CONFIRMATIONS", Integer.toString(CONFIRMATIONS)),
            Map.entry("WITHDRAWALS_IN_FLIGHT", "16"),
            Map.entry("WITHDRAWAL_MAX_FEE", "20000000000"),
            Map.entry("WITHDRAWAL_GAS_BOUND", "100000"),
            Map.entry("WITHDRAWAL_BUMP_AFTER", "60000"),
            Map.entry("WITHDRAWAL_RESEND_AFTER", "15000"),
            Map.entry("WITHDRAWAL_POLL_INTERVAL", "20"),
            Map.entry("AWS_ACCESS_KEY_ID", EmbeddedDynamo.ACCESS_KEY),
            Map.entry("AWS_SECRET_ACCESS_KEY", EmbeddedDynamo.SECRET_KEY),
            Map.entry("AWS_REGION", EmbeddedDynamo.REGION),
            Map.entry("AWS_ENDPOINT_URL_DYNAMODB", DYNAMO.endpoint().toString())));
    variables.putAll(SECRETS.environment());
    variables.putAll(more);
    this.context = another(DYNAMO.client(), node);
    this.handler = new PayoutSenderHandler(context);
    this.accounts = accounts();
    assertInstanceOf(Answer.Ok.class, accounts.open(player, BALANCE));
    anvil.mine(CONFIRMATIONS);
  }

  private static String prepare() {
    String id = Integer.toString(WORLDS.incrementAndGet());
    List.of("accounts", "events", "payouts")
        .forEach(table -> DYNAMO.createJournalTable(table + id));
    DYNAMO.createKeyedTable("work" + id);
    DYNAMO.createKeyedTable("queue" + id, "pk", "sk");
    return id;
  }

  private PlayerWithdrawals lists() {
    return new PlayerWithdrawals(new DynamoJournals(DYNAMO.client(), variable("PAYOUTS_TABLE")));
  }

  private Accounts accounts() {
    LedgerPorts ports =
        new LedgerPorts(
            new DynamoJournals(DYNAMO.client(), variable("ACCOUNTS_TABLE")),
            new QuietGame(),
            context.settings(),
            LedgerMacKeys.of(environment(), clock));
    return new Accounts(ports, clock, ThreadLocalRandom::current);
  }

  Environment environment() {
    return new Environment(Map.copyOf(variables));
  }

  private String variable(String name) {
    return Objects.requireNonNull(variables.get(name));
  }

  /** Another instance of the function, which remembers nothing. */
  WithdrawalsContext another(DynamoDbClient dynamo, WalletChain... nodes) {
    return WithdrawalsContext.of(environment(), dynamo, List.of(nodes), clock);
  }

  DynamoDbClient dynamo() {
    return DYNAMO.client();
  }

  /** An address at which nobody has anything. */
  String recipient() {
    return "0x%032x%08x".formatted(0xfa11L + WORLDS.get(), recipients.incrementAndGet());
  }

  /** An address whose code refuses ether. */
  String refusing() {
    String address = recipient();
    anvil.rpc().call("anvil_setCode", address, "0x60006000fd");
    return address;
  }

  /** A withdrawal of so much: out of the account, on record, and in the queue. */
  PayoutId withdraw(long wei, String to) {
    return withdraw(wei, to, 0);
  }

  /** The same, for which so many have to approve. */
  PayoutId withdraw(long wei, String to, int approvals) {
    PayoutId id = onlyDebit(wei, to);
    Asked asked = new Asked(Wei.of(wei), to, clock.millis(), 0, approvals);
    context.queue().put(id);
    lists().put(id, clock.millis());
    assertEquals(asked, context.parts().payouts().ask(id, asked, clock.millis()).asked());
    return id;
  }

  /** Out of the account, and nothing beside. */
  PayoutId onlyDebit(long wei, String to) {
    long base = accounts.read(player).version();
    OperationId key = OperationId.parse(base + ".withdrawal-" + base).orElseThrow();
    long stamp = clock.millis() - 1_000_000 + base * 2_000;
    Answer answer =
        accounts.withdraw(player, new Operation.Withdrawal(key, Wei.of(wei), to, stamp), true);
    return new PayoutId(player, assertInstanceOf(Answer.Ok.class, answer).entry().version());
  }

  /** The name of the payout that is asked for next. */
  PayoutId nextWithdrawal() {
    return new PayoutId(player, accounts.read(player).version() + 1);
  }

  /** The ledger has heard that it was paid, whatever became of what the sender knew. */
  void endInLedger(PayoutId id) {
    String hash = "0x" + "ab".repeat(32);
    assertInstanceOf(Answer.Ok.class, accounts.withdrawalPaid(id.receiptKey(), hash));
  }

  /** One look. */
  void tick() {
    tick(handler);
  }

  void tick(WithdrawalsContext other) {
    tick(new PayoutSenderHandler(other));
  }

  private void tick(PayoutSenderHandler sender) {
    try {
      assertTrue(sender.work(clock.millis()), "somebody holds the lease");
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /** Mines, and looks. */
  void mine(int blocks) {
    anvil.mine(blocks);
    tick();
  }

  void pass(long ms) {
    passedMs.addAndGet(ms);
  }

  PayoutState state(PayoutId id) {
    return context.parts().payouts().read(id);
  }

  /** The hash of the transaction that paid it. */
  String paidWith(PayoutId id) {
    return assertInstanceOf(Paid.class, state(id).end()).by().hash();
  }

  /** Wei that the recipient has. */
  BigInteger arrived(PayoutId id) {
    return anvil.balance(Objects.requireNonNull(state(id).asked()).to());
  }

  /** How it stands, as people see it. */
  String word(PayoutId id) {
    return context.queue().find(id).orElseThrow().word();
  }

  Wei available() {
    return accounts.read(player).available();
  }

  List<Entry> receipts(PayoutId id) {
    return context.accountJournals().range(ExternalReceipts.journalOf(id.receiptKey()), 1, 9);
  }

  /** It was paid once on the chain and never given back, in the ledger too. */
  void assertPaid(PayoutId id) {
    Asked asked = Objects.requireNonNull(state(id).asked());
    assertInstanceOf(Paid.class, state(id).end(), id.text());
    assertEquals(asked.amount().value(), anvil.balance(asked.to()), id.text());
    List<Entry> receipts = receipts(id);
    assertEquals(2, receipts.size());
    assertEquals("withdrawal_paid", receipts.getLast().type());
    assertTrue(context.queue().find(id).isEmpty());
  }

  /** It was given back once, and nothing arrived. */
  void assertRefunded(PayoutId id, String reason) {
    Asked asked = Objects.requireNonNull(state(id).asked());
    assertEquals(BigInteger.ZERO, anvil.balance(asked.to()), id.text());
    List<Entry> receipts = receipts(id);
    assertEquals(2, receipts.size());
    assertEquals("withdrawal_refunded", receipts.getLast().type());
    assertEquals(reason, ExternalReceipts.read(receipts.getLast()).detail());
    assertTrue(context.queue().find(id).isEmpty());
  }

  /** Nothing of it has ended. */
  void assertOpen(PayoutId id) {
    assertTrue(state(id).end() == null, id.text());
    assertEquals(1, receipts(id).size());
  }

  /**
   * Every wei is somewhere, every nonce has one owner, and the chain has used just these.
   *
   * @param paid in wei, what has arrived in all
   */
  void assertInOrder(long paid) {
    assertEquals(BALANCE.value().subtract(BigInteger.valueOf(paid)), available().value());
    List<Entry> slots =
        new JournalReader(new DynamoJournals(DYNAMO.client(), variable("PAYOUTS_TABLE")), 10)
            .all(context.parts().nonces().name(), 1);
    long first =
        assertInstanceOf(NonceEvent.Opened.class, NonceJson.read(slots.getFirst())).first();
    for (int place = 1; place < slots.size(); place++) {
      assertEquals(place + 1, slots.get(place).version());
      if (NonceJson.read(slots.get(place)) instanceof NonceEvent.Claimed(PayoutId owner)) {
        assertEquals(first + place - 1, Objects.requireNonNull(state(owner).assigned()).nonce());
      }
    }
    assertEquals(
        first + slots.size() - 1,
        anvil.rpc().call("eth_getTransactionCount", WALLET, "latest").number());
  }

  @Override
  public void close() {
    anvil.close();
  }
}
