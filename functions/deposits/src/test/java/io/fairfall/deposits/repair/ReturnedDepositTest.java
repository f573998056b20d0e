package io.fairfall.deposits.repair;

import static io.fairfall.deposits.DepositsFixture.ALICE;
import static io.fairfall.deposits.DepositsFixture.BOB;
import static io.fairfall.deposits.DepositsFixture.HOUSE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.anvil.TransferRequest;
import io.fairfall.deposits.DepositAdminHandler;
import io.fairfall.deposits.DepositsFixture;
import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.ethereumrpc.ProviderHealthSnapshot;
import io.fairfall.http.ProblemException;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.OperationId;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was taken back by an operator's word, and is in the chain again after all. */
@Tag("integration")
class ReturnedDepositTest {
  private static final TransferRequest PAYMENT =
      TransferRequest.ether(ALICE, HOUSE, BigInteger.valueOf(1_000));

  @AutoClose private final DepositsFixture world;
  private final Claims claims;

  ReturnedDepositTest() throws Exception {
    world = new DepositsFixture();
    world.tick();
    claims = new Claims(world.desk());
  }

  @Test
  void itIsClaimedAndTakenBackAgainEachTimeUnderAKeyOfItsOwn() throws Exception {
    String hash = world.anvil.send(PAYMENT);
    world.mine(14);
    assertEquals(1_000, world.balance(ALICE));
    spend(400);
    leavesTheChain();
    assertEquals(0, world.balance(ALICE)); // and 400 are owed
    String key = DepositTransfer.key(31_337, hash, "N");
    for (int time = 2; time <= 3; time++) {
      assertEquals(hash, world.anvil.send(PAYMENT));
      world.mine(12);
      String again = key + "." + time;
      assertEquals(
          List.of(again), claims.of(hash).deposits().stream().map(DepositTransfer::key).toList());
      assertEquals(0, world.balance(ALICE), "not by itself: it has left once");
      assertThrows(ProblemException.class, () -> claims.claimFor(BOB, again, null));
      assertThrows(ProblemException.class, () -> claims.claimFor(ALICE, key, null));
      claims.claimFor(ALICE, again, null);
      claims.claimFor(ALICE, again, null);
      world.tick();
      assertEquals(600, world.balance(ALICE), "what was owed is taken of it");
      assertNothingIsMissing();
      if (time == 2) {
        leavesTheChain();
        assertEquals(0, world.balance(ALICE));
      }
    }
    assertEquals(Set.of(key, key + ".2"), world.cursor().compensated());
  }

  @Test
  void oneThatWasNeverClaimedWaitsAgain() throws Exception {
    TransferRequest payment =
        TransferRequest.ether(DepositsFixture.STRANGER, HOUSE, BigInteger.valueOf(70));
    String hash = world.anvil.send(payment);
    world.mine(14);
    leavesTheChain();
    assertEquals(List.of(), claims.of(hash).deposits(), "it is not there");
    assertEquals(hash, world.anvil.send(payment));
    world.mine(12);
    String again = DepositTransfer.key(31_337, hash, "N.2");
    assertEquals(again, claims.of(hash).deposits().getFirst().key());
    world.signIn(DepositsFixture.STRANGER);
    assertNothingIsMissing();
    claims.claimFor(DepositsFixture.STRANGER, again, null);
    assertEquals(70, world.balance(DepositsFixture.STRANGER));
  }

  @Test
  void whatTheWalkMissedIsKeptAndNotCredited() throws Exception {
    String hash = world.anvil.send(PAYMENT);
    world.mine(14);
    leavesTheChain();
    assertEquals(hash, world.anvil.send(PAYMENT));
    world.anvil.mine(13); // and before the walk comes there
    Reprocess.Done done = reprocess();
    assertEquals(DepositTransfer.key(31_337, hash, "N.2"), done.missing().getFirst().key());
    assertEquals(0, world.balance(ALICE));
    assertEquals(1, world.kept().size());
    world.mine(1);
    assertEquals(1, world.kept().size());
    assertEquals(0, world.balance(ALICE));
  }

  private void assertNothingIsMissing() throws InterruptedException {
    assertEquals(List.of(), reprocess().missing());
  }

  private Reprocess.Done reprocess() throws InterruptedException {
    return new Reprocess(world.another(), world.another().nodes(ProviderHealthSnapshot.NONE))
        .run(1, world.anvil.head() - 11, false, world.cursor().compensated());
  }

  private void leavesTheChain() {
    world.anvil.reorg(14);
    world.mine(14);
    assertTrue(world.cursor().isHalted());
    Map<String, Object> approved =
        new DepositAdminHandler(world.another())
            .answer("{\"action\":\"deposits.approve\",\"by\":\"ada\",\"reason\":\"a fork\"}");
    assertEquals(true, approved.get("ok"), approved.toString());
    world.tick();
    assertFalse(world.cursor().isHalted());
  }

  private void spend(long wei) {
    OperationId id = OperationId.parse(world.version(ALICE) + ".spent-it-all").orElseThrow();
    world
        .desk()
        .accounts()
        .adjust(
            ALICE,
            new Operation.Adjustment(id, BigInteger.valueOf(-wei), "lost at play", "test"),
            true);
  }
}
