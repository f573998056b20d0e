package io.fairfall.deposits;

import static io.fairfall.deposits.DepositsFixture.ALICE;
import static io.fairfall.deposits.DepositsFixture.BOB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.anvil.Anvil;
import io.fairfall.anvil.TokenContract;
import io.fairfall.anvil.TransferRequest;
import io.fairfall.anvil.fault.FaultProxy;
import io.fairfall.anvil.fault.NodeFault;
import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes lie, lag and fall silent: nothing is lost, nothing is doubled, and health says why. */
@Tag("integration")
class BadNodesTest {
  private static final int BLOCKS = 10;

  @ParameterizedTest
  @EnumSource(
      value = NodeFault.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SILENCE", "INFLATED_VALUE", "WITH_BLOBS"})
  // slow; a lie that only a second node shows; and what is no fault at all
  void aNodeWithOneFaultLosesAndDoublesNothing(NodeFault fault) throws Exception {
    Anvil anvil = Anvil.start();
    anvil.endow(ALICE, BigInteger.TEN.pow(20));
    String token = anvil.deploy(ALICE, TokenContract.creation());
    anvil.send(
        TransferRequest.message(ALICE, token, TokenContract.mint(ALICE, BigInteger.TEN.pow(9))));
    anvil.mine(1);
    try (FaultProxy proxy = FaultProxy.before(anvil.url());
        DepositsFixture world =
            new DepositsFixture(
                anvil,
                Map.of(
                    "ETHEREUM_RPC_URL",
                    proxy.url().toString(),
                    "DEPOSIT_TOKENS",
                    token + ":18:1000000000000000000"))) {
      world.tick();
      for (int block = 0; block < BLOCKS; block++) {
        world.send(BOB, 100);
        anvil.send(
            TransferRequest.message(
                ALICE,
                token,
                TokenContract.transfer(DepositsFixture.HOUSE, BigInteger.valueOf(50))));
        anvil.mine(1);
        if (block == BLOCKS / 2) {
          proxy.always(fault);
          world.tick();
          world.tick();
          Map<String, Object> health =
              new IndexerHealth(world.desk().cursors(), world.desk().unattributed(), world.clock)
                  .look();
          assertTrue(health.containsKey("nodes"), health.toString());
          assertFalse(world.cursor().isHalted());
          proxy.heal();
        }
      }
      anvil.mine(12);
      for (int patience = 0; patience < 10 && world.cursor().number() < anvil.head(); patience++) {
        world.passedMs.addAndGet(61_000);
        world.tick();
      }
      world.tick();
      assertEquals(100 * BLOCKS, world.balance(BOB), "after " + fault);
      assertEquals(50 * BLOCKS, world.balance(ALICE), "after " + fault);
      assertEquals(BLOCKS, world.version(BOB));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void faultsBySeedLoseAndDoubleNothing(long seed) throws Exception {
    Anvil anvil = Anvil.start();
    try (FaultProxy proxy = FaultProxy.before(anvil.url());
        DepositsFixture world =
            new DepositsFixture(
                anvil, Map.of("ETHEREUM_RPC_URL", proxy.url() + "," + anvil.url()))) {
      world.tick();
      proxy.draw(
          seed,
          30,
          NodeFault.NULL_RESULT,
          NodeFault.EMPTY_LIST,
          NodeFault.OTHER_BLOCK,
          NodeFault.FORGED_PARENT,
          NodeFault.OLD_HEAD,
          NodeFault.TOO_MANY_REQUESTS,
          NodeFault.CUT_JSON,
          NodeFault.FOREIGN_ID);
      for (int block = 0; block < BLOCKS; block++) {
        world.send(ALICE, 10);
        world.mine(1);
      }
      proxy.heal();
      anvil.mine(12);
      for (int patience = 0; patience < 5; patience++) {
        world.passedMs.addAndGet(3_600_000);
        world.tick();
      }
      assertEquals(10 * BLOCKS, world.balance(ALICE), "seed " + seed);
      assertEquals(BLOCKS, world.version(ALICE));
      assertFalse(world.cursor().isHalted());
    }
  }

  @Test
  void amountsAreThoseThatTwoNodesSayAndNotThoseOfOneThatLies() throws Exception {
    Anvil anvil = Anvil.start();
    try (FaultProxy liar = FaultProxy.before(anvil.url());
        FaultProxy honest = FaultProxy.before(anvil.url());
        DepositsFixture world =
            new DepositsFixture(
                anvil,
                Map.of("ETHEREUM_RPC_URL", liar.url() + "," + honest.url() + "," + anvil.url()))) {
      world.tick();
      liar.always("eth_getBlockByNumber", NodeFault.INFLATED_VALUE);
      world.send(ALICE, 500);
      world.send(BOB, 30);
      world.mine(1);
      assertEquals("1000", world.told(ALICE).pending().getFirst().amount().toString());
      world.mine(11);
      world.mine(1);
      assertEquals(500, world.balance(ALICE));
      assertEquals(30, world.balance(BOB));
      assertEquals(1, world.version(ALICE));
    }
  }

  @Test
  void nodesOfTwoForksCreditNothingUntilTheyAgree() throws Exception {
    Anvil anvil = Anvil.start();
    try (Anvil other = Anvil.start();
        DepositsFixture world =
            new DepositsFixture(
                anvil, Map.of("ETHEREUM_RPC_URL", anvil.url() + "," + other.url()))) {
      other.endow(DepositsFixture.HOUSE, BigInteger.TEN); // another state: other blocks
      world.tick();
      world.send(ALICE, 1_000);
      anvil.mine(14);
      other.mine(14);
      world.tick();
      assertEquals(0, world.balance(ALICE));
    }
  }
}
