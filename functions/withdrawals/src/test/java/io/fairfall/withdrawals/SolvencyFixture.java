package io.fairfall.withdrawals;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.beacon.BeaconRound;
import io.fairfall.beacon.BeaconSignature;
import io.fairfall.developmentbeacon.DevelopmentBeacon;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.dynamodb.EmbeddedSecrets;
import io.fairfall.ethereumrpc.WalletChain;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Journals;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.LedgerPorts;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.OperationId;
import io.fairfall.mackeys.LedgerMacKeys;
import io.fairfall.money.Wei;
import io.fairfall.payouts.PayoutId;
import io.fairfall.platform.Environment;
import io.fairfall.settings.SettingsJournal;
import io.fairfall.solvency.HourlyDraw;
import io.fairfall.solvency.SolvencyStatement;
import io.fairfall.withdrawals.solvency.DrawSource;
import io.fairfall.withdrawals.solvency.StatementOutcome;
import io.fairfall.withdrawals.wiring.SolvencyContext;
import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Tables, accounts, a node and a beacon whose clock is set by hand. */
final class SolvencyFixture {
  static final long HOUR = 1_796_043_600_000L;
  static final BigInteger RICH = BigInteger.valueOf(1_000_000);

  private static final DevelopmentBeacon BEACON =
      DevelopmentBeacon.of("local", HOUR - 5_000, 3_000);
  private static final EmbeddedDynamo DYNAMO = EmbeddedDynamo.inMemory();
  private static final EmbeddedSecrets SECRETS = EmbeddedSecrets.withOneLedgerKey();
  private static final AtomicInteger WORLDS = new AtomicInteger();

  final AtomicLong now = new AtomicLong(HOUR - 600_000);
  final StatementNode node = new StatementNode(RICH);
  final SolvencyContext context;
  boolean isBeaconSilent;
  private final InstantSource clock = () -> Instant.ofEpochMilli(now.get());
  private final String world = Integer.toString(WORLDS.incrementAndGet());
  private final Accounts accounts;

  SolvencyFixture(WalletChain... others) {
    List.of("sol-accounts", "sol-events").forEach(name -> DYNAMO.createJournalTable(name + world));
    List.of("sol-work", "sol-secrets").forEach(name -> DYNAMO.createKeyedTable(name + world));
    Map<String, String> variables =
        new HashMap<>(
            Map.of(
                "ACCOUNTS_TABLE",
                accountsTable(),
                "EVENTS_TABLE",
                "sol-events" + world,
                "SECRETS_TABLE",
                secretsTable(),
                "WORK_TABLE",
                "sol-work" + world,
                "MODE",
                "local",
                "HOUSE_WALLET_PRIVATE_KEY",
                WithdrawalsFixture.KEY,
                "HOT_WALLET_ADDRESS",
                WithdrawalsFixture.WALLET,
                "CHAIN_ID",
                "31337",
                "METRICS_NAMESPACE",
                "test"));
    variables.put("AWS_ACCESS_KEY_ID", EmbeddedDynamo.ACCESS_KEY);
    variables.put("AWS_SECRET_ACCESS_KEY", EmbeddedDynamo.SECRET_KEY);
    variables.put("AWS_REGION", EmbeddedDynamo.REGION);
    variables.putAll(SECRETS.environment());
    Environment environment = new Environment(Map.copyOf(variables));
    List<WalletChain> nodes = new ArrayList<>(List.of(node));
    nodes.addAll(List.of(others));
    this.context = SolvencyContext.of(environment, DYNAMO.client(), nodes, new Draws(), clock);
    Journals events = new DynamoJournals(DYNAMO.client(), "sol-events" + world);
    this.accounts =
        new Accounts(
            new LedgerPorts(
                new DynamoJournals(DYNAMO.client(), accountsTable()),
                new QuietGame(),
                new SettingsJournal(events, clock),
                LedgerMacKeys.of(environment, clock)),
            clock,
            ThreadLocalRandom::current);
  }

  /** The beacon, which has nothing that is to come, and nothing at all while it is silent. */
  private final class Draws implements DrawSource {
    @Override
    public BeaconNetwork network() {
      return BEACON.network();
    }

    @Override
    public Optional<BeaconSignature> find(BeaconRound round) {
      boolean isThere = !isBeaconSilent && BEACON.network().timeOf(round) <= now.get();
      return isThere ? Optional.of(BEACON.sign(round)) : Optional.empty();
    }
  }

  DynamoDbClient dynamo() {
    return DYNAMO.client();
  }

  String accountsTable() {
    return "sol-accounts" + world;
  }

  String secretsTable() {
    return "sol-secrets" + world;
  }

  /** The chosen instant of an hour. */
  static long instantOf(long hourAt) {
    HourlyDraw hour = new HourlyDraw(BEACON.network(), hourAt);
    List<BeaconSignature> draws = new ArrayList<>();
    do {
      draws.add(BEACON.sign(hour.roundOf(draws.size())));
    } while (!HourlyDraw.choosesLast(draws));
    return hour.instantOf(draws.size() - 1);
  }

  static String player(int number) {
    return "0x%040x".formatted(number);
  }

  void open(int number, long wei) {
    assertInstanceOf(Answer.Ok.class, accounts.open(player(number), Wei.of(wei)));
  }

  PayoutId withdraw(int number, long wei) {
    String player = player(number);
    long base = accounts.read(player).version();
    OperationId key = OperationId.parse(base + ".withdrawal-" + base).orElseThrow();
    Operation.Withdrawal asked = new Operation.Withdrawal(key, Wei.of(wei), player, now.get());
    Answer answer = accounts.withdraw(player, asked, true);
    return new PayoutId(player, assertInstanceOf(Answer.Ok.class, answer).entry().version());
  }

  void paid(PayoutId id) {
    String hash = "0x" + "ab".repeat(32);
    assertInstanceOf(Answer.Ok.class, accounts.withdrawalPaid(id.receiptKey(), hash));
  }

  /** One invocation, with time enough. */
  StatementOutcome look() throws InterruptedException {
    return SolvencyHandler.look(context, Long.MAX_VALUE);
  }

  SolvencyStatement newest() {
    return context.parts().journal().newest().orElseThrow();
  }
}
