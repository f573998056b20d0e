package io.fairfall.deposits.scan;

import static io.fairfall.deposits.DepositsFixture.ALICE;
import static io.fairfall.deposits.DepositsFixture.BOB;
import static io.fairfall.deposits.DepositsFixture.HOUSE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.anvil.Anvil;
import io.fairfall.anvil.PayerContract;
import io.fairfall.anvil.PayerContract.Payment;
import io.fairfall.anvil.fault.FaultProxy;
import io.fairfall.anvil.fault.NodeFault;
import io.fairfall.deposits.DepositsFixture;
import io.fairfall.deposits.IndexerHealth;
import io.fairfall.deposits.LyingNode;
import io.fairfall.deposits.cursor.BalanceCheckpoint;
import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.cursor.CursorChange;
import io.fairfall.deposits.cursor.CursorReducer;
import io.fairfall.deposits.cursor.OutboxEntry;
import io.fairfall.deposits.indexer.ChainFollower;
import io.fairfall.deposits.repair.Reprocess;
import io.fairfall.ethereumrpc.EthereumNode;
import io.fairfall.ethereumrpc.NamedNode;
import io.fairfall.ethereumrpc.ProviderHealthSnapshot;
import io.fairfall.ethereumrpc.RpcProviders;
import io.fairfall.ethereumrpc.RpcResult;
import io.fairfall.ethereumrpc.TracedTransaction;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The node that is asked first lies as well as one can, and others know better. */
@Tag("integration")
class QuorumCheckTest {
  private DepositsFixture world;
  private LyingNode liar;

  @BeforeEach
  void start() throws Exception {
    world = new DepositsFixture();
    liar = new LyingNode(new EthereumNode(world.anvil.url().toString()));
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void twoNodesThatDisagreeOnAnAmountCreditNothingAndHealthSaysWhy() throws Exception {
    Anvil anvil = Anvil.start();
    try (FaultProxy inflating = FaultProxy.before(anvil.url());
        DepositsFixture two =
            new DepositsFixture(
                anvil, Map.of("ETHEREUM_RPC_URL", inflating.url() + "," + anvil.url()))) {
      two.tick();
      inflating.always("eth_getBlockByNumber", NodeFault.INFLATED_VALUE);
      two.send(ALICE, 500);
      two.mine(14);
      assertEquals(0, two.balance(ALICE));
      Map<String, Object> health =
          new IndexerHealth(two.desk().cursors(), two.desk().unattributed(), two.clock).look();
      assertTrue(String.valueOf(health.get("dispute")).contains("different"), health.toString());
      assertTrue(String.valueOf(health.get("reason")).contains("different"), health.toString());
      inflating.heal();
      two.mine(1);
      assertEquals(500, two.balance(ALICE));
      assertEquals(1, two.version(ALICE));
    }
  }

  @Test
  void aBlockForgedBetweenTwoTrueOnesBringsNothing() throws Exception {
    world.send(ALICE, 500);
    world.anvil.mine(1);
    long block = world.anvil.head();
    world.send(BOB, 40);
    world.anvil.mine(14);
    liar.forge(block);
    Walker walker = new Walker(honestToo());
    walker.walk();
    assertEquals(List.of("500", "40"), walker.credited());
    assertTrue(walker.said.getFirst().contains("another block " + block), walker.said.toString());
    assertTrue(liar.asked(block) < 10); // it is quarantined, and not asked for ever
  }

  @Test
  void aForgedBlockThatWasSavedIsWalkedAgain() throws Exception {
    Walker walker = new Walker(honestToo());
    walker.walk();
    world.send(ALICE, 500);
    world.anvil.mine(1);
    long block = world.anvil.head();
    liar.forge(block);
    world.anvil.mine(1);
    walker.walk();
    assertEquals(block + 1, walker.cursor.number());
    assertEquals("1000", walker.cursor.pending().getFirst().amount().toString());
    world.send(BOB, 40);
    world.anvil.mine(14);
    walker.walk();
    assertEquals(List.of("500", "40"), walker.credited());
    assertEquals(null, walker.cursor.halt());
  }

  @Test
  void tracesThatOneNodeInventsBringNothing() throws Exception {
    String payer = world.anvil.deploy(BOB, PayerContract.payer());
    Walker walker = new Walker(honestToo().subList(0, 2));
    walker.walk();
    String pay = PayerContract.pay(new Payment(HOUSE, BigInteger.valueOf(300)));
    world.anvil.send(
        new io.fairfall.anvil.TransferRequest(BOB, payer, BigInteger.valueOf(300), pay));
    world.anvil.mine(13);
    liar.inventTraces(ALICE, HOUSE, 1_000_000);
    walker.walk();
    assertEquals(List.of(), walker.credited());
    assertTrue(String.valueOf(walker.follower.unexplained()).contains("different"));
    liar.heal();
    walker.walk();
    assertEquals(List.of(payer + " 300"), walker.kept());
    assertEquals(null, walker.follower.unexplained());
  }

  @Test
  void withOneNodeTracesBringNoMoreThanTheWalletHas() throws Exception {
    String payer = world.anvil.deploy(BOB, PayerContract.payer());
    Walker walker = new Walker(List.of(new NamedNode("liar", liar)));
    walker.walk();
    String pay = PayerContract.pay(new Payment(HOUSE, BigInteger.valueOf(300)));
    world.anvil.send(
        new io.fairfall.anvil.TransferRequest(BOB, payer, BigInteger.valueOf(300), pay));
    world.anvil.mine(13);
    liar.inventTraces(ALICE, HOUSE, 301);
    walker.walk();
    assertEquals(List.of(), walker.credited());
    assertTrue(walker.cursor.untracedNow().toString().contains("more than the wallet got"));
    assertEquals(List.of(), walker.kept());
  }

  @Test
  void whatANodeCannotSayOfBlocksItIsAskedOfTransactions() throws Exception {
    String payer = world.anvil.deploy(BOB, PayerContract.payer());
    Walker walker = new Walker(List.of(new NamedNode("liar", liar)));
    walker.walk();
    List<RpcResult<List<TracedTransaction>>> answers =
        List.of(
            new RpcResult.Failed<>(RpcResult.Failure.REFUSED, "error -32601"),
            new RpcResult.Failed<>(RpcResult.Failure.UNREACHABLE, "status 403"),
            new RpcResult.Known<>(List.of()));
    List<String> due = new ArrayList<>();
    for (RpcResult<List<TracedTransaction>> answer : answers) {
      liar.tracesBlocksAs(answer);
      BigInteger wei = BigInteger.valueOf(300 + due.size());
      String pay = PayerContract.pay(new Payment(HOUSE, wei));
      world.anvil.send(new io.fairfall.anvil.TransferRequest(BOB, payer, wei, pay));
      world.anvil.mine(13);
      walker.walk();
      due.add(payer + " " + wei);
      assertEquals(due, walker.kept(), answer.toString());
      assertEquals(null, walker.follower.unexplained());
    }
    assertEquals(List.of(), walker.said);
  }

  @Test
  void aReprocessBelievesNoNodeAlone() throws Exception {
    world.send(ALICE, 500);
    world.anvil.mine(1);
    long block = world.anvil.head();
    world.anvil.mine(14);
    liar.forge(block);
    Reprocess reprocess = new Reprocess(world.desk(), chain(honestToo()));
    Reprocess.Done refused = reprocess.run(block, block + 2, false, Set.of());
    assertEquals("CONTRADICTION: two nodes have another block than was read", refused.failure());
    assertEquals(block, refused.next());
    assertEquals(0, world.balance(ALICE));
    liar.heal();
    liar.inflate(block);
    assertEquals(null, reprocess.run(block, block + 2, false, Set.of()).failure());
    assertEquals(500, world.balance(ALICE));
  }

  @Test
  void whatIsRipeInManyBlocksIsAskedAboutInSlices() throws Exception {
    int blocks = 2 * QuorumCheck.MAX_BLOCKS + 1;
    for (int block = 0; block < blocks; block++) {
      world.send(ALICE, 500 + block);
      world.anvil.mine(1);
    }
    world.anvil.mine(14);
    Walker walker = new Walker(honestToo());
    List<Integer> decided = new ArrayList<>();
    for (int step = 0; step < 3; step++) {
      walker.step();
      decided.add(walker.credited().size());
    }
    assertEquals(List.of(QuorumCheck.MAX_BLOCKS, 2 * QuorumCheck.MAX_BLOCKS, blocks), decided);
    assertEquals(List.of(), walker.said);
    Reprocess reprocess = new Reprocess(world.desk(), chain(honestToo()));
    Reprocess.Done first = reprocess.run(1, blocks + 14, false, Set.of());
    assertEquals(QuorumCheck.MAX_BLOCKS + 1L, first.next());
    assertEquals(QuorumCheck.MAX_BLOCKS, first.missing().size());
  }

  /** The liar first, and two that tell the truth. */
  private List<NamedNode> honestToo() {
    String url = world.anvil.url().toString();
    return List.of(
        new NamedNode("liar", liar),
        new NamedNode("honest", new EthereumNode(url)),
        new NamedNode("other", new EthereumNode(url)));
  }

  private RpcProviders chain(List<NamedNode> nodes) {
    return new RpcProviders(nodes, Anvil.CHAIN_ID, ProviderHealthSnapshot.NONE, world.clock);
  }

  /** Makes steps without a store, as long as they come to something. */
  private final class Walker {
    private final List<OutboxEntry> decided = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final BlockScanner scanner;
    private final ChainFollower follower;
    private Cursor cursor;
    private long stepMs = world.clock.millis();

    Walker(List<NamedNode> nodes) {
      RpcProviders chain = chain(nodes);
      DepositRules deposits = world.desk().configuration().deposits();
      scanner = new BlockScanner(chain, deposits);
      CursorReducer walk = world.desk().configuration().walk();
      follower = new ChainFollower(chain, deposits, walk, scanner, world.desk().wallets());
      cursor = Cursor.startingAfter(0, world.anvil.hash(0));
      BigInteger balance = world.anvil.balance(HOUSE);
      cursor = new CursorChange(cursor).baseline(BalanceCheckpoint.of(0, balance)).made();
    }

    void walk() throws InterruptedException {
      for (int step = 0; step < 12; step++) {
        step();
      }
    }

    void step() throws InterruptedException {
      world.passedMs.addAndGet(3_000); // so that lies do not count as one
      stepMs += 61_000; // and each step looks at the balance
      ChainFollower.Step next = follower.step(cursor, stepMs);
      if (next.failure() != null) {
        said.add(next.failure());
      }
      cursor = next.cursor();
      decided.addAll(cursor.outbox());
      cursor = cursor.without(Set.copyOf(cursor.outbox()));
    }

    List<String> credited() {
      return with(OutboxEntry.Disposition.CREDITED).map(one -> one.amount().toString()).toList();
    }

    List<String> kept() {
      return with(OutboxEntry.Disposition.UNATTRIBUTED)
          .map(one -> one.from() + " " + one.amount())
          .toList();
    }

    private Stream<DepositTransfer> with(OutboxEntry.Disposition fate) {
      return decided.stream().filter(one -> one.fate() == fate).map(OutboxEntry::transfer);
    }
  }
}
