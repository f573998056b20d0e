package io.fairfall.deposits.attack;

import static io.fairfall.deposits.DepositsFixture.ALICE;
import static io.fairfall.deposits.DepositsFixture.CONFIRMATIONS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.anvil.Anvil;
import io.fairfall.deposits.DepositsFixture;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Strangers send very much of very little: nobody else notices, and no item becomes large. */
@Tag("integration")
class DustTest {
  /** DynamoDB takes no item of more than 409,600 bytes. */
  private static final int WELL_BELOW = 350_000;

  private static final int BLOCKS = 12;

  @Test
  void tenThousandPaymentsOfOneWeiCostNothingAndHoldUpNobody() throws Exception {
    try (DepositsFixture world = new DepositsFixture()) {
      world.tick();
      ManySenders crowd = new ManySenders(world.anvil);
      for (int block = 0; block < BLOCKS; block++) {
        world.send(ALICE, 1_000);
        crowd.pay(10_000 / BLOCKS + 1, 1);
        world.tick();
      }
      assertTrue(crowd.paid() >= 10_000);
      assertEquals(BLOCKS - 1, world.cursor().pending().size()); // one is deep enough
      world.mine(CONFIRMATIONS);
      assertEquals(BLOCKS * 1_000L, world.balance(ALICE));
      assertEquals(0, world.kept().size());
      assertTrue(world.largestItem() < 20_000, world.largestItem() + " bytes");
      assertEquals(0, world.segments());
    }
  }

  @ParameterizedTest
  @CsvSource({"30000000, 1425, 3", "60000000, 2855, 2"})
  void fullBlocksOfDepositsAreSavedInPartsAndAllKept(String gas, int payments, int blocks)
      throws Exception {
    Anvil anvil = Anvil.start("--gas-limit", gas);
    try (DepositsFixture world = new DepositsFixture(anvil, Map.of())) {
      world.tick();
      ManySenders crowd = new ManySenders(anvil);
      for (int block = 0; block < blocks; block++) {
        crowd.pay(payments, 5);
        for (int look = 0; look < 10 && world.cursor().number() < anvil.head(); look++) {
          world.passedMs.addAndGet(61_000); // a node that is slow on a busy machine has rested
          world.tick();
        }
        assertEquals((block + 1) * payments, world.cursor().pending().size());
        assertTrue(world.largestItem() < WELL_BELOW, world.largestItem() + " bytes");
      }
      assertTrue(world.segments() > 0);
      world.send(ALICE, 1_000);
      anvil.mine(CONFIRMATIONS);
      for (int look = 0; look < 20 && world.balance(ALICE) == 0; look++) {
        world.workFor(5_000);
        assertTrue(world.largestItem() < WELL_BELOW, world.largestItem() + " bytes");
      }
      assertEquals(1_000, world.balance(ALICE));
      assertFalse(world.cursor().isHalted());
      world.mine(1); // the newest slice is known to be done with the next cursor
      assertEquals(0, world.cursor().outbox().size());
      assertEquals(crowd.paid(), world.desk().unattributed().unclaimed());
      for (int look = 0; look < 3; look++) {
        world.passedMs.addAndGet(61_000);
        world.mine(1);
      }
      assertTrue(world.segments() <= 60, world.segments() + " segments are left");
    }
  }
}
