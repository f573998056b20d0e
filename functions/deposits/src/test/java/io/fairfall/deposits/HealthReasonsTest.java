package io.fairfall.deposits;

import static io.fairfall.deposits.DepositsFixture.ALICE;
import static io.fairfall.deposits.DepositsFixture.BOB;
import static io.fairfall.deposits.DepositsFixture.HOUSE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.anvil.Anvil;
import io.fairfall.anvil.PayerContract;
import io.fairfall.anvil.PayerContract.Payment;
import io.fairfall.anvil.TransferRequest;
import io.fairfall.anvil.fault.FaultProxy;
import io.fairfall.anvil.fault.NodeFault;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever is wrong has its name in the indexer's health within sixty seconds. */
@Tag("integration")
class HealthReasonsTest {
  private static final long WITHIN_MS = 60_000;
  private static final long SLOWLY_MS = 1_300;

  private Anvil anvil;
  private FaultProxy first;
  private FaultProxy second;
  private DepositsFixture world;

  @BeforeEach
  void start() throws Exception {
    anvil = Anvil.start();
    first = FaultProxy.before(anvil.url());
    second = FaultProxy.before(anvil.url());
    world =
        new DepositsFixture(anvil, Map.of("ETHEREUM_RPC_URL", first.url() + "," + second.url()));
    anvil.mine(20);
    world.tick();
    assertEquals(Set.of(), reasons());
    assertEquals("ok", look().get("status"));
  }

  @AfterEach
  void stop() {
    first.close();
    second.close();
    world.close();
  }

  private Map<String, Object> look() {
    return new IndexerHealth(world.desk().cursors(), world.desk().unattributed(), world.clock)
        .look();
  }

  private Set<String> reasons() {
    List<?> reasons = (List<?>) look().getOrDefault("reasons", List.of());
    return reasons.stream()
        .map(one -> String.valueOf(((Map<?, ?>) one).get("code")))
        .collect(Collectors.toSet());
  }

  /** A minute passes, in which the schedule starts one look. */
  private void aMinute() {
    world.passedMs.addAndGet(WITHIN_MS);
    world.tick();
  }

  private void require(String reason) {
    assertTrue(reasons().contains(reason), look().toString());
    assertEquals("degraded", look().get("status"));
    assertEquals(
        200,
        new IndexerHealth(world.desk().cursors(), world.desk().unattributed(), world.clock)
            .answer()
            .status());
  }

  @Test
  void aDeadNode() {
    second.always(NodeFault.UNAVAILABLE);
    anvil.mine(1);
    aMinute();
    require("NODE_DOWN");
    second.heal();
    anvil.mine(1);
    aMinute();
    aMinute();
    assertFalse(reasons().contains("NODE_DOWN"), look().toString());
  }

  @Test
  void aFrozenNode() {
    second.always("eth_blockNumber", NodeFault.OLD_HEAD);
    anvil.mine(5);
    aMinute();
    require("NODE_FROZEN");
  }

  @Test
  void aNodeOfAnotherChain() {
    world.passedMs.addAndGet(600_000);
    second.always("eth_chainId", NodeFault.OTHER_CHAIN);
    anvil.mine(1);
    aMinute();
    require("NODE_NOT_BELIEVED");
  }

  @Test
  void nodesThatDisagree() throws Exception {
    try (Anvil fork = Anvil.start()) {
      fork.mine(21);
      fork.endow(BOB, BigInteger.TEN.pow(20));
      fork.mine(12);
      second.knowing(fork.url());
      world.send(ALICE, 50);
      anvil.mine(12);
      second.always("eth_getBlockByNumber", NodeFault.OTHER_FORK);
      aMinute();
      require("NODES_DISAGREE");
    }
  }

  @Test
  void aChainThatStandsStillIsSaidAndNothingMore() {
    aMinute();
    aMinute();
    assertEquals(Set.of("NO_NEW_BLOCK"), reasons());
    assertEquals("ok", look().get("status"));
  }

  @Test
  void aDepositThatIsSetAsideAndABalanceThatIsNotExplained() {
    String payer = anvil.deploy(BOB, PayerContract.payer());
    for (FaultProxy node : List.of(first, second)) {
      node.always("trace_block", NodeFault.REFUSED);
      node.always("debug_traceTransaction", NodeFault.REFUSED);
    }
    BigInteger wei = BigInteger.valueOf(300);
    anvil.send(new TransferRequest(BOB, payer, wei, PayerContract.pay(new Payment(HOUSE, wei))));
    anvil.mine(13);
    aMinute();
    require("DEPOSIT_SET_ASIDE");
    aMinute();
    aMinute();
    aMinute();
    require("BALANCE_UNEXPLAINED");
    world.withoutOracle(); // which finds what was set aside: that is for an operator
  }

  @Test
  void aNodeWhoseAnswersTakeMoreThanASecond() {
    List.of("eth_chainId", "eth_blockNumber", "eth_getBlockByNumber").forEach(this::slow);
    anvil.mine(1);
    world.passedMs.addAndGet(WITHIN_MS);
    world.workFor(0); // one look, as the schedule starts it
    require("NODE_SLOW");
  }

  private void slow(String method) {
    second.before(
        method,
        () -> {
          try {
            Thread.sleep(SLOWLY_MS);
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
          slow(method);
        });
  }

  @Test
  void aSlowNode() {
    IndexerReasonsOfOne slow = new IndexerReasonsOfOne(Map.of("one", 1_500L));
    assertEquals(Set.of("NODE_SLOW"), slow.codes());
  }

  /** What a status with slow nodes leads to; that nodes are found slow is seen beside them. */
  private record IndexerReasonsOfOne(Map<String, Long> slow) {
    Set<String> codes() {
      var health = io.fairfall.ethereumrpc.ProviderHealth.unknown("one");
      var status =
          new io.fairfall.deposits.cursor.IndexerStatus(
              0,
              new io.fairfall.ethereumrpc.ProviderHealthSnapshot(List.of(health), ""),
              0,
              0,
              null,
              null,
              slow,
              null);
      return IndexerReasons.of(io.fairfall.deposits.cursor.Cursor.startingAfter(1, "0x"), status, 0)
          .stream()
          .map(one -> String.valueOf(one.get("code")))
          .collect(Collectors.toSet());
    }
  }
}
