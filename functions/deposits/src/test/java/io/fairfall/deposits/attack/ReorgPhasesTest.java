package io.fairfall.deposits.attack;

import static io.fairfall.deposits.DepositsFixture.ALICE;
import static io.fairfall.deposits.DepositsFixture.BOB;
import static io.fairfall.deposits.DepositsFixture.HOUSE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.anvil.Anvil;
import io.fairfall.anvil.Anvil.Placed;
import io.fairfall.anvil.PayerContract;
import io.fairfall.anvil.PayerContract.Payment;
import io.fairfall.anvil.TransferRequest;
import io.fairfall.anvil.fault.FaultProxy;
import io.fairfall.anvil.fault.NodeFault;
import io.fairfall.deposits.DepositAdminHandler;
import io.fairfall.deposits.DepositsFixture;
import io.fairfall.deposits.cursor.BalanceCheckpoint;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The chain takes blocks back while the balance is looked at, before that, and after it. */
@Tag("integration")
class ReorgPhasesTest {
  /** All of them take minutes. */
  private static final boolean EVERY_ONE = Boolean.getBoolean("deposits.reorgs");

  private static final int DEEPEST = 30;
  private static final int BUFFER = 25;

  /** What a look asks, one after the other; the last is no question, so that nothing happens. */
  private static final List<String> PHASES =
      List.of(
          "eth_blockNumber",
          "eth_getBlockByNumber",
          "eth_getBalance",
          "debug_traceTransaction",
          "afterwards");

  private Anvil anvil;
  private String payer;

  /** A node of its own for each: one with a thousand blocks forgets states that it goes back to. */
  @BeforeEach
  void start() throws Exception {
    anvil = Anvil.start();
    anvil.endow(BOB, BigInteger.TEN.pow(24));
    payer = anvil.deploy(BOB, PayerContract.payer());
    anvil.mine(40);
  }

  @AfterEach
  void stop() {
    anvil.close();
  }

  static Stream<Arguments> reorganisations() {
    return IntStream.rangeClosed(1, DEEPEST)
        .boxed()
        .flatMap(
            depth ->
                IntStream.range(0, PHASES.size())
                    .filter(phase -> isTried(depth, phase))
                    .mapToObj(phase -> Arguments.of(depth, PHASES.get(phase))));
  }

  /** Every depth at one phase, and each at which something else happens at every phase. */
  private static boolean isTried(int depth, int phase) {
    return EVERY_ONE
        ? depth % PHASES.size() == phase || List.of(1, 11, 12, 13, 24, 25).contains(depth)
        : List.of(1, 12, 13, 25, DEEPEST).contains(depth) && (depth + phase) % 2 == 0;
  }

  @ParameterizedTest
  @MethodSource("reorganisations")
  void whateverAContractPaysInTheNewChainIsListed(int depth, String phase) throws Exception {
    long first = anvil.head() + 1;
    try (FaultProxy proxy = FaultProxy.before(anvil.url())) {
      DepositsFixture world =
          new DepositsFixture(
              anvil,
              Map.of(
                  "ETHEREUM_RPC_URL",
                  proxy.url().toString(),
                  "INDEXER_FIRST_BLOCK",
                  Long.toString(first)));
      proxy.always("trace_block", NodeFault.REFUSED);
      world.mine(17); // more than the deepest reorganisation, or players had nothing any more
      world.passedMs.addAndGet(61_000);
      world.mine(14);
      anvil.send(pays(300 + depth)); // in the newest block: not looked at before the chain changes
      anvil.mine(1);
      world.passedMs.addAndGet(61_000);
      Runnable change =
          () ->
              anvil.reorg(depth, new Placed(pays(700 + depth), 0), new Placed(pays(5), depth - 1));
      proxy.before(phase, change);
      long head = anvil.head();
      world.tick();
      assertEquals(head, anvil.head());
      proxy.heal();
      proxy.always("trace_block", NodeFault.REFUSED);
      if (phase.equals("afterwards") || phase.equals("debug_traceTransaction")) {
        change.run(); // no look has traced anything yet, so it did not happen before
      }
      world.send(ALICE, 1_000);
      for (int look = 0; look < 4; look++) {
        world.mine(13);
        world.passedMs.addAndGet(61_000);
        world.tick();
      }
      if (world.cursor().isHalted()) {
        assertTrue(depth > BUFFER, "it should have been followed");
        assertEquals(true, approve(world).get("ok"));
      } else {
        // where the newest block was not walked yet, one fewer is gone
        assertTrue(depth <= BUFFER + 1, "nobody expects that");
      }
      assertFalse(world.cursor().isHalted());
      world.assertAsTheOracleSays();
      assertEquals(1_000, world.balance(ALICE));
      assertEquals("0", Objects.requireNonNull(baseline(world)).difference());
      assertTrue(
          world.kept().stream()
              .anyMatch(one -> one.amount().toString().equals("" + (700 + depth))));
    }
  }

  @Test
  void aTraceOfWhatIsTakenBackAtThatMomentLeavesNoDifference() throws Exception {
    try (FaultProxy proxy = FaultProxy.before(anvil.url());
        DepositsFixture world =
            new DepositsFixture(anvil, Map.of("ETHEREUM_RPC_URL", proxy.url().toString()))) {
      proxy.always("trace_block", NodeFault.REFUSED);
      world.mine(17);
      anvil.mine(5); // which the next look begins below
      TransferRequest paying = pays(300);
      anvil.send(paying);
      anvil.mine(13);
      proxy.before(
          "debug_traceTransaction",
          () -> {
            anvil.reorg(13);
            anvil.send(paying); // it waits for its block: a node may trace it meanwhile
          });
      world.passedMs.addAndGet(61_000);
      world.tick();
      for (int look = 0; look < 3; look++) {
        world.mine(13);
        world.passedMs.addAndGet(61_000);
        world.tick();
      }
      assertFalse(world.cursor().isHalted());
      assertEquals("300", world.kept().getFirst().amount().toString());
      assertEquals("0", Objects.requireNonNull(baseline(world)).difference());
    }
  }

  private static Map<String, Object> approve(DepositsFixture world) {
    return new DepositAdminHandler(world.another())
        .answer("{\"action\":\"deposits.approve\",\"by\":\"ada\",\"reason\":\"a reorganisation\"}");
  }

  @Test
  void aReplacedNewestBlockRightAfterAFirstStartHaltsNothing() throws Exception {
    for (int depth : List.of(1, 2, 11, 13, 25)) {
      world(depth);
    }
  }

  private void world(int depth) {
    anvil.send(TransferRequest.ether(BOB, HOUSE, BigInteger.valueOf(9_000)));
    DepositsFixture world = new DepositsFixture(anvil, Map.of("INDEXER_FIRST_BLOCK", ""));
    anvil.mine(50); // what came long before the first start
    world.tick();
    long first = world.cursor().first();
    assertTrue(first <= anvil.head() - 11, "it starts behind the head");
    anvil.reorg(depth, new Placed(pays(40), 0));
    world.send(ALICE, 500);
    for (int look = 0; look < 3; look++) {
      world.mine(13);
      world.passedMs.addAndGet(61_000);
      world.tick();
    }
    assertFalse(world.cursor().isHalted(), "depth " + depth);
    assertEquals(500, world.balance(ALICE));
    assertEquals(0, world.balance(BOB));
    world.assertAsTheOracleSays();
  }

  private TransferRequest pays(long wei) {
    BigInteger value = BigInteger.valueOf(wei);
    return new TransferRequest(BOB, payer, value, PayerContract.pay(new Payment(HOUSE, value)));
  }

  private static BalanceCheckpoint baseline(DepositsFixture world) {
    return Objects.requireNonNull(world.cursor().baseline());
  }
}
