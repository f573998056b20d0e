package io.fairfall.deposits;

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
import io.fairfall.anvil.fault.FaultProxy;
import io.fairfall.anvil.fault.NodeFault;
import io.fairfall.deposits.cursor.BalanceCheckpoint;
import io.fairfall.deposits.outbox.DepositState;
import io.fairfall.deposits.scan.BlockScanner;
import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.deposits.wiring.DepositsContext;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A long way back is walked in large steps with credits beside them; nothing else comes of it. */
@Tag("integration")
class PipelineTest {
  private static final int BLOCKS = 24;

  private Anvil anvil;

  @BeforeEach
  void start() throws Exception {
    anvil = Anvil.start();
  }

  @AfterEach
  void stop() {
    anvil.close();
  }

  @Test
  void aLongWayAtOnceEndsAsStepByStep() {
    DepositsFixture stepwise = new DepositsFixture(anvil, Map.of());
    String payer = anvil.deploy(BOB, PayerContract.payer());
    for (int block = 0; block < BLOCKS; block++) {
      fill(stepwise, block, payer);
      stepwise.passedMs.addAndGet(61_000);
      stepwise.mine(1);
      if (block == BLOCKS / 2) {
        anvil.mine(5 * BlockScanner.WINDOW_BLOCKS);
      }
    }
    stepwise.passedMs.addAndGet(61_000);
    stepwise.mine(14);
    DepositsFixture atOnce = new DepositsFixture(anvil, Map.of());
    atOnce.tick();
    atOnce.tick();
    assertEquals(books(stepwise), books(atOnce));
    assertEquals(stepwise.cursor().number(), atOnce.cursor().number());
    assertEquals("0", difference(stepwise));
    assertEquals("0", difference(atOnce));
    assertTrue(atOnce.kept().stream().anyMatch(DepositTransfer::isInternal));
    DepositsFixture inOneGo =
        new DepositsFixture(anvil, Map.of()); // which looks at the balance beside the walk
    inOneGo.workFor(40_000);
    inOneGo.tick(); // the newest blocks are looked at a minute later
    assertEquals(books(stepwise), books(inOneGo));
    assertEquals("0", difference(inOneGo));
    for (DepositsFixture world : List.of(stepwise, atOnce, inOneGo)) {
      world.assertAsTheOracleSays();
    }
  }

  @Test
  void whatOneStepTakesIsBounded() throws Exception {
    DepositsFixture world = new DepositsFixture(anvil, Map.of());
    for (int block = 0; block < 4; block++) {
      for (int deposit = 0; deposit < 200; deposit++) {
        world.send(STRANGER, 1 + deposit);
      }
      anvil.mine(1);
    }
    anvil.mine(20);
    DepositsContext desk = world.desk();
    try (BlockScanner scanner =
        new BlockScanner(
            desk.nodes(io.fairfall.ethereumrpc.ProviderHealthSnapshot.NONE),
            desk.configuration().deposits())) {
      BlockScanner.Read read = scanner.next(1, anvil.head());
      int transfers = read.blocks().stream().mapToInt(one -> one.transfers().size()).sum();
      assertTrue(transfers >= BlockScanner.WINDOW_TRANSFERS, "only " + transfers);
      assertTrue(transfers < BlockScanner.WINDOW_TRANSFERS + 200, transfers + " in one step");
      long next = 1L + read.blocks().size();
      assertEquals(next, scanner.next(next, anvil.head()).blocks().getFirst().number());
    }
  }

  @Test
  void aNodeThatTakesNoBatchesIsAskedBlockByBlock() throws Exception {
    try (FaultProxy proxy = FaultProxy.before(anvil.url())) {
      DepositsFixture world =
          new DepositsFixture(anvil, Map.of("ETHEREUM_RPC_URL", proxy.url().toString()));
      proxy.refuseBatches();
      world.send(ALICE, 70);
      anvil.mine(30);
      world.tick();
      assertEquals(70, world.balance(ALICE));
      world.assertAsTheOracleSays();
    }
  }

  @Test
  void batchesThatAreSwappedCutOrPartialLoseNothing() throws Exception {
    try (FaultProxy proxy = FaultProxy.before(anvil.url())) {
      DepositsFixture world =
          new DepositsFixture(anvil, Map.of("ETHEREUM_RPC_URL", proxy.url().toString()));
      long due = 0;
      for (NodeFault fault :
          List.of(NodeFault.SWAPPED, NodeFault.PARTIAL, NodeFault.CUT_JSON, NodeFault.FOREIGN_ID)) {
        world.tick();
        proxy.next("eth_getBlockByNumber", fault, 2);
        world.send(ALICE, 70);
        due += 70;
        anvil.mine(30);
        for (int patience = 0; patience < 8 && world.balance(ALICE) < due; patience++) {
          world.passedMs.addAndGet(2_000);
          world.tick();
        }
        assertEquals(due, world.balance(ALICE), fault.toString());
        assertFalse(world.cursor().isHalted());
      }
      world.assertAsTheOracleSays();
    }
  }

  private void fill(DepositsFixture world, int block, String payer) {
    world.send(ALICE, 100 + block);
    if (block % 3 == 0) {
      world.send(BOB, 10);
      world.send(STRANGER, 30 + block);
    }
    if (block % 5 == 0) {
      world.send(BOB, 2); // below the minimum
    }
    if (block % 8 == 0) {
      BigInteger wei = BigInteger.valueOf(500 + block);
      String pay = PayerContract.pay(new Payment(HOUSE, wei));
      anvil.send(new io.fairfall.anvil.TransferRequest(BOB, payer, wei, pay));
    }
  }

  /** Who was credited with what, what is kept, and what players were told in the end. */
  private static String books(DepositsFixture world) {
    String kept =
        world.kept().stream()
            .map(one -> one.key() + one.amount() + one.blockHash())
            .sorted()
            .collect(Collectors.joining("\n"));
    String told =
        List.of(ALICE, BOB).stream()
            .map(world::told)
            .map(
                one ->
                    one.pending() + " " + one.ended().stream().map(DepositState.Line::key).toList())
            .collect(Collectors.joining("\n"));
    return "%d %d %d %d\n%s\n%s"
        .formatted(
            world.balance(ALICE),
            world.version(ALICE),
            world.balance(BOB),
            world.version(BOB),
            kept,
            told);
  }

  private static String difference(DepositsFixture world) {
    BalanceCheckpoint baseline = world.cursor().baseline();
    return baseline == null ? "none" : baseline.difference();
  }
}
