package io.fairfall.deposits.attack;

import static io.fairfall.deposits.DepositsFixture.ALICE;
import static io.fairfall.deposits.DepositsFixture.BOB;
import static io.fairfall.deposits.DepositsFixture.HOUSE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.anvil.Anvil;
import io.fairfall.anvil.PayerContract;
import io.fairfall.anvil.PayerContract.Payment;
import io.fairfall.anvil.TokenContract;
import io.fairfall.anvil.TransferRequest;
import io.fairfall.anvil.fault.FaultProxy;
import io.fairfall.anvil.fault.NodeFault;
import io.fairfall.deposits.DepositsFixture;
import io.fairfall.deposits.IndexerHealth;
import io.fairfall.deposits.scan.BlockScanner;
import io.fairfall.ethereumrpc.ProviderHealthSnapshot;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Nodes that answer, and in a way that could keep a walk from its end. */
@Tag("integration")
class StubbornNodesTest {
  /** More than are asked for at one time, so that some are not asked for any more. */
  private static final int PAYMENTS = 20;

  private static final long PATIENTLY_MS = 20_000;

  @ParameterizedTest
  @CsvSource({"1, 400", "1, 429", "3, 413", "3, 500"})
  void aNodeThatRefusesLargeBatchesIsCaughtUpWith(int most, int status) throws Exception {
    Anvil anvil = Anvil.start();
    try (FaultProxy proxy = FaultProxy.before(anvil.url());
        DepositsFixture world =
            new DepositsFixture(anvil, Map.of("ETHEREUM_RPC_URL", proxy.url().toString()))) {
      world.tick();
      world.send(ALICE, 70);
      anvil.mine(40);
      proxy.refuseAbove(most, status);
      world.workFor(PATIENTLY_MS);
      assertEquals(anvil.head(), world.cursor().number());
      assertEquals(70, world.balance(ALICE));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = NodeFault.class,
      names = {"NEGATIVE_VALUE", "GARBLED_LOGS", "FAR_HEAD"})
  void nonsenseOfOneNodeStopsNobody(NodeFault fault) throws Exception {
    Anvil anvil = Anvil.start();
    anvil.endow(ALICE, BigInteger.TEN.pow(20));
    String token = anvil.deploy(ALICE, TokenContract.creation());
    anvil.send(
        TransferRequest.message(ALICE, token, TokenContract.mint(ALICE, BigInteger.TEN.pow(9))));
    anvil.mine(1);
    try (FaultProxy liar = FaultProxy.before(anvil.url());
        FaultProxy honest = FaultProxy.before(anvil.url());
        DepositsFixture world =
            new DepositsFixture(
                anvil,
                Map.of(
                    "ETHEREUM_RPC_URL",
                    liar.url() + "," + honest.url() + "," + anvil.url(),
                    "INDEXER_POLL_INTERVAL",
                    "500",
                    "DEPOSIT_TOKENS",
                    token + ":18:1000000000000000000"))) {
      world.tick();
      liar.always(fault);
      world.send(BOB, 100);
      anvil.send(
          TransferRequest.message(ALICE, token, TokenContract.transfer(HOUSE, BigInteger.TEN)));
      anvil.mine(13);
      long before = honest.calls();
      world.workFor(5_000);
      assertTrue(honest.calls() - before < 400, "asked " + (honest.calls() - before));
      assertEquals(anvil.head(), world.cursor().number());
      assertEquals(100, world.balance(BOB));
      assertEquals(10, world.balance(ALICE));
    }
  }

  @Test
  void tracesThatAreNotAnsweredInTimeHoldUpNobodyElse() throws Exception {
    Anvil anvil = Anvil.start();
    try (FaultProxy proxy = FaultProxy.before(anvil.url());
        DepositsFixture world =
            new DepositsFixture(anvil, Map.of("ETHEREUM_RPC_URL", proxy.url().toString()))) {
      String payer = anvil.deploy(BOB, PayerContract.payer());
      world.tick();
      for (int payment = 0; payment < PAYMENTS; payment++) {
        pay(anvil, payer);
      }
      world.send(ALICE, 1_000);
      anvil.mine(13);
      proxy.always("trace_block", NodeFault.SILENCE);
      proxy.always("debug_traceTransaction", NodeFault.SILENCE);
      world.passedMs.addAndGet(61_000);
      long beganMs = world.clock.millis();
      Thread indexer = Thread.startVirtualThread(() -> world.workFor(50_000));
      while (world.balance(ALICE) == 0 && world.clock.millis() < beganMs + 40_000) {
        Thread.sleep(100);
      }
      assertEquals(1_000, world.balance(ALICE));
      assertTrue(
          world.clock.millis() < beganMs + 15_000, "after " + (world.clock.millis() - beganMs));
      assertTrue(indexer.join(Duration.ofSeconds(90)));
      assertTrue(world.cursor().untracedNow().size() > 0, "what could not be traced has names");
      proxy.heal();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = NodeFault.class,
      names = {"UNAVAILABLE", "CUT_CONNECTION"})
  void aNodeThatFailsAtATraceAloneBlindsNobody(NodeFault fault) throws Exception {
    Anvil anvil = Anvil.start();
    try (FaultProxy proxy = FaultProxy.before(anvil.url());
        DepositsFixture world =
            new DepositsFixture(anvil, Map.of("ETHEREUM_RPC_URL", proxy.url().toString()))) {
      String payer = anvil.deploy(BOB, PayerContract.payer());
      world.tick();
      proxy.always("trace_block", NodeFault.REFUSED);
      proxy.always("debug_traceTransaction", fault);
      pay(anvil, payer);
      anvil.mine(13);
      for (int look = 0; look < 4; look++) {
        world.passedMs.addAndGet(61_000);
        world.tick();
      }
      assertTrue(world.cursor().untracedNow().getFirst().isSetAside());
      proxy.heal();
      pay(anvil, payer);
      anvil.mine(13);
      world.passedMs.addAndGet(61_000);
      world.tick();
      assertEquals(1, world.kept().size());
      world.withoutOracle(); // which finds what was set aside: that is for an operator
    }
  }

  @Test
  void aWalkThatCannotBeginSaysWhy() throws Exception {
    Anvil anvil = Anvil.start();
    try (FaultProxy proxy = FaultProxy.before(anvil.url());
        DepositsFixture world =
            new DepositsFixture(anvil, Map.of("ETHEREUM_RPC_URL", proxy.url().toString()))) {
      proxy.always("eth_getBalance", NodeFault.REFUSED); // as of a block that was pruned
      world.tick();
      assertTrue(health(world).contains("no walk can begin: REFUSED"), health(world));
      proxy.heal();
      proxy.always("eth_chainId", NodeFault.OTHER_CHAIN);
      world.passedMs.addAndGet(700_000);
      world.tick();
      assertTrue(health(world).contains("walked yet: "), health(world));
      proxy.heal();
      world.passedMs.addAndGet(700_000);
      world.tick();
      assertTrue(health(world).contains("ok"), health(world));
    }
  }

  @Test
  void aSlowNodeIsNotWaitedForLongerThanALease() throws Exception {
    Anvil anvil = Anvil.start();
    try (FaultProxy proxy = FaultProxy.before(anvil.url());
        DepositsFixture world =
            new DepositsFixture(anvil, Map.of("ETHEREUM_RPC_URL", proxy.url().toString()))) {
      anvil.mine(120);
      proxy.delay(2_500);
      try (BlockScanner scanner =
          new BlockScanner(
              world.desk().nodes(ProviderHealthSnapshot.NONE),
              world.desk().configuration().deposits())) {
        long beganMs = world.clock.millis();
        int first = scanner.next(1, anvil.head()).blocks().size();
        assertTrue(first > 0 && first < 120, "read " + first);
        assertTrue(world.clock.millis() - beganMs < 10_000);
        proxy.heal();
        int rest = 0;
        while (first + rest < 120) {
          rest += scanner.next(1L + first + rest, anvil.head()).blocks().size();
        }
        assertEquals(120, first + rest);
      }
      world.tick();
    }
  }

  private static String health(DepositsFixture world) {
    return new IndexerHealth(world.desk().cursors(), world.desk().unattributed(), world.clock)
        .look()
        .toString();
  }

  private static void pay(Anvil anvil, String payer) {
    BigInteger wei = BigInteger.valueOf(700);
    anvil.send(new TransferRequest(BOB, payer, wei, PayerContract.pay(new Payment(HOUSE, wei))));
  }
}
