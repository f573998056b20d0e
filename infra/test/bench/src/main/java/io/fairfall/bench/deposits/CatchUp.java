package io.fairfall.bench.deposits;

import com.amazonaws.services.lambda.runtime.Context;
import io.fairfall.anvil.Anvil;
import io.fairfall.anvil.world.ChainFixture;
import io.fairfall.deposits.DepositAdminHandler;
import io.fairfall.deposits.Indexer;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.dynamodb.EmbeddedSecrets;
import io.fairfall.load.Tree;
import io.fairfall.platform.Environment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Our indexer on a chain that it has never seen: the function as it is deployed, invoked again and
 * again until nothing is left to walk or to credit, on DynamoDB Local. Every check is on.
 */
final class CatchUp implements AutoCloseable {
  private static final String ACCOUNTS = "accounts";
  private static final String EVENTS = "events";
  private static final String WORK = "work";
  private static final String WALKED = "IndexerBlocks";
  private static final String CARRIED = "DepositsCredited";
  private static final int MAX_IDLE_INVOCATIONS = 3;
  private static final long MS_PER_INVOCATION = 60_000;
  private static final double NANOS_PER_MS = 1_000_000;

  private final EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory();
  private final EmbeddedSecrets secrets = EmbeddedSecrets.withOneLedgerKey();
  private final ChainFixture fixture;
  private final CreditedBalances balances;
  private final Map<String, String> environment;

  CatchUp(URI node, ChainFixture fixture) {
    this.fixture = fixture;
    dynamo.createJournalTable(ACCOUNTS);
    dynamo.createJournalTable(EVENTS);
    dynamo.createKeyedTable(WORK);
    this.environment = environment(node);
    this.balances = new CreditedBalances(dynamo, new Environment(environment));
    balances.openRound();
    fixture.players().forEach(balances::signIn);
  }

  private Map<String, String> environment(URI node) {
    Map<String, String> environment = new HashMap<>(secrets.environment());
    environment.putAll(
        Map.ofEntries(
            Map.entry("ACCOUNTS_TABLE", ACCOUNTS),
            Map.entry("EVENTS_TABLE", EVENTS),
            Map.entry("WORK_TABLE", WORK),
            Map.entry("MODE", "aws"),
            Map.entry("RELEASE", "bench"),
            Map.entry("METRICS_NAMESPACE", "bench"),
            Map.entry("ETHEREUM_RPC_URL", node.toString()),
            Map.entry("CHAIN_ID", Long.toString(Anvil.CHAIN_ID)),
            Map.entry("HOT_WALLET_ADDRESS", fixture.hotWallet()),
            Map.entry("DEPOSIT_TOKENS", fixture.allowedToken()),
            Map.entry("DEPOSIT_MINIMUM", "1"),
            Map.entry("INDEXER_CONFIRMATIONS", "12"),
            Map.entry("INDEXER_REORG_BUFFER", "25"),
            Map.entry("INDEXER_POLL_INTERVAL", "100"),
            Map.entry("INDEXER_FIRST_BLOCK", "1"),
            Map.entry("AWS_ACCESS_KEY_ID", EmbeddedDynamo.ACCESS_KEY),
            Map.entry("AWS_SECRET_ACCESS_KEY", EmbeddedDynamo.SECRET_KEY),
            Map.entry("AWS_REGION", EmbeddedDynamo.REGION),
            Map.entry("AWS_ENDPOINT_URL_DYNAMODB", dynamo.endpoint().toString())));
    return environment;
  }

  /**
   * Walks to a block, and until nothing of what was seen waits to be decided.
   *
   * @throws IllegalStateException when invocations come to nothing, with what the indexer says
   */
  Pace run(long blocks) {
    MetricLines lines = new MetricLines();
    PrintStream out = System.out;
    System.setOut(lines.stream());
    long began = System.nanoTime();
    try {
      Indexer indexer = new Indexer(environment);
      Standstill standstill = new Standstill(MAX_IDLE_INVOCATIONS);
      do {
        indexer.handleRequest(
            InputStream.nullInputStream(), OutputStream.nullOutputStream(), context());
        if (standstill.after(lines.sum(WALKED) + lines.sum(CARRIED))) {
          throw new IllegalStateException(
              "it stands still: %s %s".formatted(status(), lines.lastWords()));
        }
      } while (!isThrough(blocks));
    } finally {
      System.setOut(out);
    }
    double ms = (System.nanoTime() - began) / NANOS_PER_MS;
    BigInteger sum = credits().values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    return new Pace("Fairfall", blocks, ms, lines.sum("IndexerCalls"), sum);
  }

  private boolean isThrough(long blocks) {
    Tree status = Tree.read(status());
    return status.at("cursor").number().orElse(0) >= blocks
        && status.at("pending").number().orElse(1) == 0;
  }

  /** What an operator would be told. */
  private String status() {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    byte[] question = "{\"action\":\"deposits.status\"}".getBytes(StandardCharsets.UTF_8);
    try {
      new DepositAdminHandler(environment)
          .handleRequest(new ByteArrayInputStream(question), answer, context());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return answer.toString(StandardCharsets.UTF_8);
  }

  /** What was credited to each player, or is kept where the sender is none. */
  Map<String, BigInteger> credits() {
    Map<String, BigInteger> credits = new HashMap<>(balances.kept());
    for (String player : fixture.players()) {
      credits.merge(player, balances.credited(player), BigInteger::add);
    }
    credits.values().removeIf(wei -> wei.signum() == 0);
    return credits;
  }

  private static Context context() {
    long endsAtMs = System.currentTimeMillis() + MS_PER_INVOCATION;
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getRemainingTimeInMillis")) {
                return (int) (endsAtMs - System.currentTimeMillis());
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }

  @Override
  public void close() {
    secrets.close();
    dynamo.close();
  }
}
