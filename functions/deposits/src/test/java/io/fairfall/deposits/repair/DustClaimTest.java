package io.fairfall.deposits.repair;

import static io.fairfall.deposits.DepositsFixture.ALICE;
import static io.fairfall.deposits.DepositsFixture.BOB;
import static io.fairfall.deposits.DepositsFixture.HOUSE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.anvil.PayerContract;
import io.fairfall.anvil.PayerContract.Payment;
import io.fairfall.anvil.TransferRequest;
import io.fairfall.deposits.DepositsFixture;
import io.fairfall.deposits.cursor.CursorReducer;
import io.fairfall.deposits.outbox.UnattributedFunds;
import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.http.ProblemException;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is below the minimum is stored when somebody claims it, and is credited once. */
@Tag("integration")
class DustClaimTest {
  @AutoClose private final DepositsFixture world;
  private final Claims claims;

  DustClaimTest() throws Exception {
    world = new DepositsFixture();
    claims = new Claims(world.another());
    world.tick();
  }

  @Test
  void dustIsFoundByItsTransactionWhenNothingCanTakeItBack() {
    String hash = world.send(ALICE, 4);
    world.mine(CursorReducer.SETTLED_BLOCKS);
    assertEquals(List.of(), claims.of(hash).deposits(), "one block more");
    world.mine(1);
    DepositTransfer dust = claims.of(hash).deposits().getFirst();
    assertEquals("4", dust.amount().toString());
    assertEquals(List.of(), world.kept(), "asking stores nothing");
    for (int time = 0; time < 2; time++) {
      claims.claimFor(ALICE, dust.key(), null);
      assertEquals(4, world.balance(ALICE));
      assertEquals(1, world.version(ALICE));
    }
    assertThrows(ProblemException.class, () -> claims.claimFor(BOB, dust.key(), null));
    assertEquals(0, world.balance(BOB));
    assertEquals(List.of(dust), claims.of(hash).deposits());
  }

  @Test
  void dustThatAContractPassedOnIsGivenByAnOperator() {
    String payer = world.anvil.deploy(BOB, PayerContract.payer());
    BigInteger wei = BigInteger.valueOf(3);
    String hash =
        world.anvil.send(
            new TransferRequest(BOB, payer, wei, PayerContract.pay(new Payment(HOUSE, wei))));
    world.mine(CursorReducer.SETTLED_BLOCKS + 1);
    world.passedMs.addAndGet(61_000);
    world.tick();
    assertEquals(List.of(), world.kept());
    DepositTransfer dust = claims.of(hash).deposits().getFirst();
    assertTrue(dust.isInternal());
    claims.claim(dust.key(), new UnattributedFunds.Claim(BOB, "ada", "showed the contract"));
    assertEquals(3, world.balance(BOB));
  }

  @Test
  void whatIsNoDustIsNotFoundThatWay() {
    String hash = world.send(ALICE, 5);
    world.mine(CursorReducer.SETTLED_BLOCKS + 1);
    assertEquals(List.of(), claims.of(hash).deposits(), "it was credited by itself");
    assertEquals(
        List.of(), claims.of("0x" + "5".repeat(64)).deposits(), "there is no such transaction");
    String key = DepositTransfer.key(31_337, hash, "N");
    assertThrows(ProblemException.class, () -> claims.claimFor(ALICE, key, null));
    assertThrows(ProblemException.class, () -> claims.claimFor(ALICE, key + "N", null));
    assertEquals(5, world.balance(ALICE));
  }
}
