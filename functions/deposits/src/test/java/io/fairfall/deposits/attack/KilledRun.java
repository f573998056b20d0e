package io.fairfall.deposits.attack;

import static io.fairfall.deposits.DepositsFixture.ALICE;
import static io.fairfall.deposits.DepositsFixture.BOB;
import static io.fairfall.deposits.DepositsFixture.HOUSE;
import static io.fairfall.deposits.DepositsFixture.STRANGER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.anvil.Anvil;
import io.fairfall.anvil.PayerContract;
import io.fairfall.anvil.PayerContract.Payment;
import io.fairfall.anvil.RpcValue;
import io.fairfall.anvil.TransferRequest;
import io.fairfall.anvil.fault.FaultProxy;
import io.fairfall.anvil.fault.NodeFault;
import io.fairfall.anvil.world.ValueOracle;
import io.fairfall.deposits.DepositAdminHandler;
import io.fairfall.deposits.DepositsFixture;
import io.fairfall.deposits.cursor.BalanceCheckpoint;
import io.fairfall.deposits.cursor.CursorTable;
import io.fairfall.deposits.cursor.Halt;
import io.fairfall.journal.StoreUnavailableException;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One chain, one house, and indexers that are killed: some rounds of payments, in each of which the
 * chain may take blocks back, and which ends with a SIGKILL. Everything is drawn from a seed,
 * except how far an indexer has come by then.
 */
final class KilledRun implements AutoCloseable {
  private static final int ROUNDS = 5;
  private static final int DEEPEST = 30;
  private static final int NESTED = 1_000;
  private static final int MAX_LOOKS = 12;
  private static final int MAX_APPROVALS = 5;
  private static final long LOOK_MS = 61_000;

  /** Requests to the node and milliseconds that an indexer lives, at most. */
  private static final int LIFE_CALLS = 100;

  private static final int LIFE_MS = 120;
  private static final int MAX_WAITS = 1_500;

  /** Blocks at once; a few of these, and what is in them is decided. */
  private static final int MOST_BLOCKS = 8;

  private static final long MUCH_GAS = 28_000_000;

  /** What an indexer asks, one after the other; the chain changes just before that is answered. */
  private static final List<String> PHASES =
      List.of(
          "eth_chainId",
          "eth_blockNumber",
          "eth_getBlockByNumber",
          "eth_getBlockReceipts",
          "eth_getBalance",
          "debug_traceTransaction");

  private final Random random;
  private final Anvil anvil;
  private final FaultProxy proxy;
  private final DepositsFixture world;
  private final ManySenders crowd;
  private final String payer;
  private final String nest;
  private final long first;
  private final int dust;

  /** What was sent, by its hash: no two are of one amount. Who changes the chain holds it. */
  private final Map<String, TransferRequest> sent = new LinkedHashMap<>();

  private long nextWei = 1_000;
  private int kills;
  private int reorganisations;
  private int during;
  private int halts;
  private long steps;
  private volatile boolean isArmed;

  private KilledRun(long seed, int dust, Anvil anvil, FaultProxy proxy) {
    this.random = new Random(seed);
    this.dust = dust;
    this.anvil = anvil;
    this.proxy = proxy;
    withoutBlockTraces();
    this.payer = anvil.deploy(BOB, PayerContract.payer());
    this.nest = anvil.deploy(BOB, PayerContract.nested(HOUSE));
    anvil.mine(40);
    this.first = anvil.head() + 1;
    this.world =
        new DepositsFixture(
            anvil,
            Map.of(
                "ETHEREUM_RPC_URL",
                proxy.url().toString(),
                "INDEXER_FIRST_BLOCK",
                Long.toString(first)));
    this.crowd = new ManySenders(anvil);
  }

  /** A run of its own node. */
  static KilledRun of(long seed, int dust) throws IOException, InterruptedException {
    Anvil anvil = Anvil.start();
    anvil.endow(BOB, BigInteger.TEN.pow(24));
    FaultProxy proxy = FaultProxy.before(anvil.url());
    return new KilledRun(seed, dust, anvil, proxy);
  }

  /** As most nodes are. */
  private void withoutBlockTraces() {
    proxy.always("trace_block", NodeFault.REFUSED);
  }

  @Override
  public void close() {
    try {
      world.close(); // and there the oracle is asked
    } finally {
      proxy.close();
    }
  }

  /** What happened, in words. */
  String told() {
    return "%d kills after %d steps, %d reorganisations, %d of them during a look, %d halts"
        .formatted(kills, steps, reorganisations, during, halts);
  }

  void play() throws Exception {
    world.mine(DEEPEST + 1); // so that none reaches the block in which players were given ether
    for (int round = 0; round < ROUNDS; round++) {
      if (random.nextInt(3) == 0) {
        reorganise(new Random(random.nextLong()));
      }
      happen(round == ROUNDS / 2);
      livesAndIsKilled();
      approveWhereItIsHalted();
    }
    assertEquals(ROUNDS, kills);
    comeToTheHead();
    aDeepOneHalts();
    anvil.mine(DepositsFixture.CONFIRMATIONS + 1);
    comeToTheHead();
    assertFalse(world.cursor().isHalted());
    assertEquals(innocent(), world.balance(ALICE), "Alice has what the chain says");
    assertEquals(0, world.cursor().untracedNow().size());
    assertEquals("0", baseline().difference());
  }

  /** Payments in a block, and some blocks on top. */
  private void happen(boolean isDeep) {
    synchronized (sent) {
      send(TransferRequest.ether(ALICE, HOUSE, wei()));
      send(TransferRequest.ether(STRANGER, HOUSE, wei()));
      BigInteger passed = wei();
      send(new TransferRequest(BOB, payer, passed, PayerContract.pay(new Payment(HOUSE, passed))));
      if (isDeep) {
        nest();
      }
      crowd.pay(dust, 1);
      anvil.mine(1 + random.nextInt(MOST_BLOCKS));
    }
  }

  private BigInteger wei() {
    return BigInteger.valueOf(nextWei++);
  }

  private void send(TransferRequest request) {
    sent.put(anvil.send(request), request);
  }

  /**
   * Some of what it takes back is sent again, and is the same transaction where nothing is before.
   */
  private void reorganise(Random draws) {
    anvil.reorg(1 + draws.nextInt(DEEPEST));
    reorganisations++;
    List<TransferRequest> lost = new ArrayList<>();
    for (String hash : List.copyOf(sent.keySet())) {
      if (anvil.rpc().call("eth_getTransactionReceipt", hash).isNull()) {
        lost.add(Objects.requireNonNull(sent.remove(hash)));
      }
    }
    lost.removeIf(_ -> draws.nextInt(3) == 0);
    lost.forEach(this::send);
  }

  /**
   * An indexer works while the chain grows, and loses blocks at a phase of a look; after some of
   * its questions, and a moment, it is killed.
   */
  private void livesAndIsKilled() throws Exception {
    Random draws = new Random(random.nextLong());
    String phase = PHASES.get(random.nextInt(PHASES.size()));
    isArmed = random.nextInt(3) > 0;
    int changesAfter = random.nextInt(LIFE_CALLS);
    int livesFor = 1 + random.nextInt(LIFE_CALLS);
    long before = world.cursor().step();
    Process indexer = IndexerProcess.start(world.environment(), world.passedMs.get());
    try {
      long asked = proxy.calls();
      until(asked + Math.min(changesAfter, livesFor));
      proxy.before(phase, () -> changeOnce(draws));
      happen(false);
      until(asked + livesFor);
      Thread.sleep(random.nextInt(LIFE_MS));
    } finally {
      indexer.destroyForcibly(); // SIGKILL
      assertTrue(indexer.waitFor(30, TimeUnit.SECONDS));
      kills++;
    }
    synchronized (sent) {
      isArmed = false;
      proxy.heal();
      withoutBlockTraces();
    }
    steps += world.cursor().step() - before;
    world.passedMs.addAndGet(random.nextBoolean() ? CursorTable.LEASE_MS : LOOK_MS);
  }

  /** Waits until the node was asked so often, on a busy machine for some time. */
  private void until(long calls) throws InterruptedException {
    for (int wait = 0; wait < MAX_WAITS && proxy.calls() < calls; wait++) {
      Thread.sleep(10);
    }
  }

  private void changeOnce(Random draws) {
    synchronized (sent) {
      if (isArmed) {
        isArmed = false;
        reorganise(draws);
        during++;
      }
    }
  }

  /** Looks until everything is walked and explained; one that halts is approved. */
  private void comeToTheHead() {
    for (int look = 0; look < MAX_LOOKS; look++) {
      world.passedMs.addAndGet(LOOK_MS); // a node that was left alone is asked again
      anvil.mine(1); // a head that is as high as before is not looked at
      look();
      approveWhereItIsHalted();
      if (world.cursor().number() == anvil.head()
          && baseline().block() > anvil.head() - DepositsFixture.CONFIRMATIONS) {
        return;
      }
    }
    throw new AssertionError(
        "it stays at %d of %d, explained up to %d: %s"
            .formatted(
                world.cursor().number(),
                anvil.head(),
                baseline().block(),
                world.desk().cursors().read().orElseThrow().status()));
  }

  /** A look that the store does not answer in time is followed by the next minute's. */
  private void look() {
    try {
      world.tick();
    } catch (StoreUnavailableException busy) {
      world.passedMs.addAndGet(CursorTable.LEASE_MS);
    }
  }

  /** Everything is walked, so that one that is deeper than the buffer is always noticed. */
  private void aDeepOneHalts() {
    String taken = anvil.send(TransferRequest.ether(ALICE, HOUSE, wei()));
    anvil.mine(DepositsFixture.CONFIRMATIONS + 1);
    comeToTheHead();
    assertEquals(innocent(), world.balance(ALICE), "before the last reorganisation");
    anvil.reorg(DEEPEST);
    world.send(ALICE, nextWei++);
    anvil.mine(1);
    for (int look = 0; look < MAX_LOOKS && !world.cursor().isHalted(); look++) {
      world.passedMs.addAndGet(LOOK_MS);
      look();
    }
    Halt halt = Objects.requireNonNull(world.cursor().halt());
    assertTrue(halt.listed().stream().anyMatch(one -> one.transfer().key().contains(taken)));
    approveWhereItIsHalted();
    assertTrue(world.cursor().compensated().stream().anyMatch(key -> key.contains(taken)));
  }

  /** What Alice has sent, by the chain's own traces, without what an approval has taken back. */
  private long innocent() {
    Set<String> takenBack = world.cursor().compensated();
    return ValueOracle.into(anvil.url(), HOUSE, first, anvil.head(), BigInteger.ZERO).stream()
        .filter(one -> one.from().equals(ALICE))
        .filter(one -> takenBack.stream().noneMatch(key -> key.contains(one.transaction())))
        .map(ValueOracle.Received::wei)
        .reduce(BigInteger.ZERO, BigInteger::add)
        .longValueExact();
  }

  private void approveWhereItIsHalted() {
    halts += world.cursor().isHalted() ? 1 : 0;
    Map<String, Object> answer = Map.of();
    for (int attempt = 0; world.cursor().isHalted(); attempt++) {
      assertTrue(attempt < MAX_APPROVALS, "it stays halted: " + answer);
      anvil.mine(DepositsFixture.CONFIRMATIONS + 1); // nothing is approved before it is final
      world.passedMs.addAndGet(LOOK_MS);
      answer =
          new DepositAdminHandler(world.another())
              .answer("{\"action\":\"deposits.approve\",\"by\":\"ada\",\"reason\":\"a fork\"}");
    }
  }

  private BalanceCheckpoint baseline() {
    return Objects.requireNonNull(world.cursor().baseline());
  }

  private void nest() {
    anvil
        .rpc()
        .call(
            "eth_sendTransaction",
            Map.of(
                "from", BOB,
                "to", nest,
                "value", "0x1",
                "data", "0x%064x".formatted(NESTED),
                "gas", RpcValue.quantity(MUCH_GAS),
                "maxFeePerGas", RpcValue.quantity(4_000_000_000L),
                "maxPriorityFeePerGas", RpcValue.quantity(1)));
  }
}
