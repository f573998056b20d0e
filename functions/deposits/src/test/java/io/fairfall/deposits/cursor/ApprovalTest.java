package io.fairfall.deposits.cursor;

import static io.fairfall.deposits.DepositsFixture.ALICE;
import static io.fairfall.deposits.DepositsFixture.BOB;
import static io.fairfall.deposits.DepositsFixture.CONFIRMATIONS;
import static io.fairfall.deposits.DepositsFixture.HOUSE;
import static io.fairfall.deposits.DepositsFixture.STRANGER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.anvil.Anvil.Placed;
import io.fairfall.anvil.PayerContract;
import io.fairfall.anvil.PayerContract.Payment;
import io.fairfall.anvil.TransferRequest;
import io.fairfall.deposits.DepositAdminHandler;
import io.fairfall.deposits.DepositsFixture;
import io.fairfall.deposits.outbox.UnattributedFunds;
import io.fairfall.deposits.repair.Claims;
import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On what an approval after a deep reorganisation may rest, and when. */
@Tag("integration")
class ApprovalTest {
  private static final int DEPTH = 14;

  private DepositsFixture world;
  private DepositAdminHandler operations;

  @BeforeEach
  void start() throws Exception {
    world = new DepositsFixture();
    world.mine(30);
    operations = new DepositAdminHandler(world.another());
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void nothingIsTakenBackBeforeTheNewChainIsFinalWhereItReplacedTheOld() {
    world.send(ALICE, 1_000);
    world.mine(DEPTH);
    world.anvil.reorg(DEPTH);
    world.anvil.rollback(DEPTH - 3); // three blocks of the new chain are known
    halt();
    assertRefused("when it has 8 blocks more");
    world.mine(7);
    assertRefused("when it has 1 block more");
    assertEquals(1_000, world.balance(ALICE));
    world.send(BOB, 70); // somebody else's, in a block that is not final, delays nothing
    world.mine(1);
    approve();
    assertEquals(0, world.balance(ALICE));
    world.mine(CONFIRMATIONS);
    assertEquals(70, world.balance(BOB));
    assertFalse(world.cursor().isHalted());
  }

  @Test
  void whatIsListedIsWaitedForWhereTheNewChainHasIt() {
    TransferRequest deposit = TransferRequest.ether(ALICE, HOUSE, BigInteger.valueOf(1_000));
    world.anvil.send(deposit);
    world.mine(DEPTH);
    world.anvil.reorg(DEPTH, new Placed(deposit, DEPTH - 1));
    halt();
    assertRefused("not final: approve later");
    world.mine(CONFIRMATIONS - 1);
    approve();
    world.tick();
    assertEquals(1_000, world.balance(ALICE));
    assertEquals(1, world.version(ALICE));
  }

  @Test
  void whatTheChainTookBackMeanwhileIsListedBeforeAnythingIsApproved() {
    world.send(BOB, 300);
    world.mine(6);
    world.send(ALICE, 1_000);
    world.mine(DEPTH);
    world.anvil.reorg(DEPTH);
    halt();
    assertEquals(1, listed());
    world.anvil.reorg(DEPTH + 7);
    assertRefused("look at the list again");
    assertEquals(2, listed());
    assertEquals(1_300, world.balance(ALICE) + world.balance(BOB));
    approve();
    assertEquals(0, world.balance(ALICE) + world.balance(BOB));
    world.mine(CONFIRMATIONS);
    assertFalse(world.cursor().isHalted());
  }

  @Test
  void whatAContractPassedOnStaysCreditedWhereItIsThereAgain() {
    String payer = world.anvil.deploy(STRANGER, PayerContract.payer());
    world.anvil.mine(1);
    BigInteger wei = BigInteger.valueOf(500);
    TransferRequest paying =
        new TransferRequest(STRANGER, payer, wei, PayerContract.pay(new Payment(HOUSE, wei)));
    world.anvil.send(paying);
    world.mine(DEPTH);
    world.passedMs.addAndGet(61_000); // the balance is looked at once a minute
    world.tick();
    String key = world.kept().getFirst().key();
    new Claims(world.desk()).claim(key, new UnattributedFunds.Claim(ALICE, "ada", "showed it"));
    assertEquals(500, world.balance(ALICE));
    world.anvil.reorg(DEPTH, new Placed(paying, 0));
    halt();
    approve();
    assertEquals(500, world.balance(ALICE));
    assertEquals(1, world.version(ALICE));
  }

  private void halt() {
    world.mine(1);
    assertTrue(world.cursor().isHalted());
  }

  private int listed() {
    Halt halt = world.cursor().halt();
    return halt == null ? 0 : halt.listed().size();
  }

  private void approve() {
    Map<String, Object> answer = asked();
    assertEquals(true, answer.get("ok"), answer.toString());
  }

  private void assertRefused(String why) {
    Map<String, Object> answer = asked();
    assertEquals(false, answer.get("ok"), answer.toString());
    assertTrue(answer.toString().contains(why), answer.toString());
  }

  private Map<String, Object> asked() {
    return operations.answer(
        "{\"action\":\"deposits.approve\",\"by\":\"ada\",\"reason\":\"a reorganisation\"}");
  }
}
