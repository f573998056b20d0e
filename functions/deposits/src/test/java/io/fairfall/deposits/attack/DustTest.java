package io.fairfall.deposits.attack;

import static io.fairfall.deposits.DepositsFixture.ALICE;
import static io.fairfall.deposits.DepositsFixture.CONFIRMATIONS;
import static io.fairfall.deposits.DepositsFixture.HOUSE;
import static io.fairfall.deposits.DepositsFixture.STRANGER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.anvil.Anvil;
import io.fairfall.anvil.RpcValue;
import io.fairfall.anvil.TokenContract;
import io.fairfall.anvil.TransferRequest;
import io.fairfall.deposits.DepositsFixture;
import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Strangers send very much of very little: nobody else notices, and no item becomes large. */
@Tag("integration")
class DustTest {
  /** DynamoDB takes no item of more than 409,600 bytes. */
  private static final int WELL_BELOW = 350_000;

  private static final int BLOCKS = 12;
  private static final int MAX_LOOKS = 20;
  private static final long LOOK_MS = 2_000;
  private static final long REST_MS = 61_000;
  private static final long MUCH_GAS = 14_000_000;

  /**
   * Payments of 1 wei, each of another sender: {@code -Ddeposits.dust=10000} makes it an attack.
   */
  private static final int DUST = Integer.getInteger("deposits.dust", 1_200);

  @Test
  void manyPaymentsOfOneWeiCostNothingAndHoldUpNobody() throws Exception {
    try (DepositsFixture world = new DepositsFixture()) {
      world.tick();
      ManySenders crowd = new ManySenders(world.anvil);
      for (int block = 0; block < BLOCKS; block++) {
        world.send(ALICE, 1_000);
        crowd.pay(DUST / BLOCKS + 1, 1);
        walk(world);
      }
      assertTrue(crowd.paid() >= DUST);
      assertEquals(BLOCKS - 1, world.cursor().pending().size()); // one is deep enough
      world.anvil.mine(CONFIRMATIONS);
      walk(world);
      assertEquals(BLOCKS * 1_000L, world.balance(ALICE));
      assertEquals(0, world.kept().size());
      assertTrue(world.largestItem() < 20_000, world.largestItem() + " bytes");
      assertEquals(0, world.segments());
    }
  }

  /** Comes to the head, however long a node takes to tell of a full block on a busy machine. */
  private static void walk(DepositsFixture world) {
    for (int look = 0; look < MAX_LOOKS && world.cursor().number() < world.anvil.head(); look++) {
      world.passedMs.addAndGet(REST_MS); // a node that was too slow is asked again
      world.workFor(LOOK_MS);
    }
    world.tick();
  }

  /**
   * Deposits in one block, by the logs of a token: about 20,000 are all that 60 million gas allow.
   * {@code -Ddeposits.logs=20000} makes it so many.
   */
  private static final int LOGS = Integer.getInteger("deposits.logs", 2_000);

  /**
   * Payments in one block: 1,425 fill one of 30 million gas, {@code -Ddeposits.payments=1425}. The
   * node of the tests takes four times as long to tell of twice as many, 2 seconds of a processor
   * for 1,425 and 9 for 2,855: that is its own weakness, so no larger block is tried.
   */
  private static final int PAYMENTS = Integer.getInteger("deposits.payments", 700);

  private static final int LOGS_OF_ONE = 4_000;
  private static final BigInteger UNITS = BigInteger.valueOf(1_000);

  @Test
  void aFullBlockOfLogsIsSavedInPartsAndAllKept() throws Exception {
    Anvil anvil = Anvil.start("--gas-limit", "60000000");
    anvil.endow(STRANGER, BigInteger.TEN.pow(21));
    String token = anvil.deploy(STRANGER, TokenContract.creation());
    anvil.send(
        TransferRequest.message(
            STRANGER, token, TokenContract.mint(STRANGER, BigInteger.TEN.pow(12))));
    anvil.mine(1);
    try (DepositsFixture world =
        new DepositsFixture(anvil, Map.of("DEPOSIT_TOKENS", token + ":0:1"))) {
      world.tick();
      for (int sent = 0; sent < LOGS; sent += LOGS_OF_ONE) {
        transferMany(anvil, token, Math.min(LOGS_OF_ONE, LOGS - sent));
      }
      anvil.mine(1);
      assertAllAreKept(world, LOGS);
    }
  }

  private static void transferMany(Anvil anvil, String token, int logs) {
    anvil
        .rpc()
        .call(
            "eth_sendTransaction",
            Map.of(
                "from", STRANGER,
                "to", token,
                "data", TokenContract.transferMany(HOUSE, UNITS, logs),
                "gas", RpcValue.quantity(MUCH_GAS),
                "maxFeePerGas", RpcValue.quantity(4_000_000_000L),
                "maxPriorityFeePerGas", RpcValue.quantity(1)));
  }

  @Test
  void aFullBlockOfPaymentsIsSavedInPartsAndAllKept() throws Exception {
    Anvil anvil = Anvil.start("--gas-limit", "30000000");
    try (DepositsFixture world = new DepositsFixture(anvil, Map.of())) {
      world.withoutOracle(); // that would have the node tell of them all again
      world.tick();
      new ManySenders(anvil).pay(PAYMENTS, 5);
      assertAllAreKept(world, PAYMENTS);
    }
  }

  private static void assertAllAreKept(DepositsFixture world, int deposits) {
    for (int look = 0; look < 10 && world.cursor().number() < world.anvil.head(); look++) {
      world.workFor(40_000); // a node that is slow on a busy machine is given more time
    }
    assertEquals(deposits, world.cursor().pending().size());
    assertTrue(world.largestItem() < WELL_BELOW, world.largestItem() + " bytes");
    assertTrue(world.segments() > 0);
    world.send(ALICE, 1_000);
    world.anvil.mine(CONFIRMATIONS);
    for (int look = 0; look < 20 && world.balance(ALICE) == 0; look++) {
      world.workFor(40_000);
      assertTrue(world.largestItem() < WELL_BELOW, world.largestItem() + " bytes");
    }
    assertEquals(1_000, world.balance(ALICE));
    assertFalse(world.cursor().isHalted());
    world.mine(1); // the newest slice is known to be done with the next cursor
    assertEquals(0, world.cursor().outbox().size());
    assertEquals(deposits, world.desk().unattributed().unclaimed());
    for (int look = 0; look < 3; look++) {
      world.passedMs.addAndGet(61_000);
      world.mine(1);
    }
    int remembered = deposits / 200 + 2;
    assertTrue(world.segments() <= remembered, world.segments() + " segments are left");
  }
}
