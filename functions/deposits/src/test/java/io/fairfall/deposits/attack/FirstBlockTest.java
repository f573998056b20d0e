package io.fairfall.deposits.attack;

import static io.fairfall.deposits.DepositsFixture.ALICE;
import static io.fairfall.deposits.DepositsFixture.BOB;
import static io.fairfall.deposits.DepositsFixture.HOUSE;
import static io.fairfall.deposits.DepositsFixture.STRANGER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.anvil.Anvil;
import io.fairfall.anvil.Anvil.Placed;
import io.fairfall.anvil.PayerContract;
import io.fairfall.anvil.PayerContract.Payment;
import io.fairfall.anvil.TransferRequest;
import io.fairfall.deposits.DepositAdminHandler;
import io.fairfall.deposits.DepositsFixture;
import io.fairfall.deposits.cursor.RescanCheckpoint;
import io.fairfall.deposits.repair.Reprocess;
import io.fairfall.deposits.wiring.DepositsContext;
import io.fairfall.ethereumrpc.ProviderHealthSnapshot;
import io.fairfall.ledger.Answer;
import io.fairfall.money.Wei;
import io.fairfall.platform.Environment;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nothing before the first block is credited, whoever finds it; only an operator's word is. */
@Tag("integration")
class FirstBlockTest {
  private static final long FIRST = 20;

  @AutoClose private final DepositsFixture world;

  FirstBlockTest() throws Exception {
    world = new DepositsFixture(Anvil.start(), Map.of("INDEXER_FIRST_BLOCK", Long.toString(FIRST)));
  }

  @BeforeEach
  void payBeforeAndAfter() {
    String payer = world.anvil.deploy(BOB, PayerContract.payer());
    world.send(ALICE, 1_000);
    world.send(STRANGER, 600);
    BigInteger wei = BigInteger.valueOf(300);
    world.anvil.send(
        new TransferRequest(BOB, payer, wei, PayerContract.pay(new Payment(HOUSE, wei))));
    world.anvil.mine(1);
    world.anvil.mine(FIRST);
    world.send(ALICE, 70);
    world.anvil.mine(13);
    look();
    assertEquals(70, world.balance(ALICE));
    assertEquals(List.of(), world.kept());
  }

  private void look() {
    for (int time = 0; time < 2; time++) {
      world.passedMs.addAndGet(61_000);
      world.tick();
    }
  }

  @Test
  void reprocessingGoesBelowItByWordOnly() throws Exception {
    long head = world.anvil.head();
    Map<String, Object> silent =
        admin("{\"action\":\"deposits.reprocess\",\"from\":1,\"to\":%d}".formatted(head));
    assertTrue(silent.toString().contains("Block 20 is the first that counts"), silent.toString());
    Reprocess reprocess =
        new Reprocess(world.another(), world.another().nodes(ProviderHealthSnapshot.NONE));
    assertEquals(List.of(), reprocess.run(1, head - 12, false, Set.of()).missing());
    assertEquals(70, world.balance(ALICE));

    assertTrue(
        world.desk().accounts().open(ALICE, new Wei(BigInteger.valueOf(5_555)))
            instanceof Answer.Ok);
    Map<String, Object> without =
        admin(
            "{\"action\":\"deposits.reprocess\",\"from\":1,\"to\":%d,\"beforeFirst\":true}"
                .formatted(head));
    assertTrue(without.toString().contains("by is missing"), without.toString());
    Map<String, Object> dry =
        admin(
            """
            {"action":"deposits.reprocess","from":1,"to":%d,"dryRun":true,"beforeFirst":true,
             "by":"ada","reason":"sent before the move, and in no opening"}\
            """
                .formatted(head));
    assertEquals(3, ((List<?>) dry.getOrDefault("missing", List.of())).size(), dry.toString());
    assertTrue(dry.toString().contains("5555"), "the opening is beside it: " + dry);
    assertEquals(70 + 5_555, world.balance(ALICE));
    world.withoutOracle();
    admin(
        """
        {"action":"deposits.reprocess","from":1,"to":%d,"beforeFirst":true,
         "by":"ada","reason":"sent before the move, and in no opening"}\
        """
            .formatted(head));
    assertEquals(1_070 + 5_555, world.balance(ALICE));
    assertEquals(2, world.kept().size());
    // what was kept by word is claimed by word only
    String key = world.kept().getFirst().key();
    String claim =
        "{\"action\":\"deposits.claim\",\"key\":\"%s\",\"player\":\"%s\",\"by\":\"a\",\"reason\":\"b\"%s}";
    assertTrue(admin(claim.formatted(key, BOB, "")).toString().contains("before the first block"));
    assertEquals(0, world.balance(BOB));
    admin(claim.formatted(key, BOB, ",\"beforeFirst\":true"));
    assertTrue(world.balance(BOB) > 0);
  }

  @Test
  void aRescanThatIsSetBackGoesNoFurther() throws Exception {
    new RescanCheckpoint(world.desk().dynamo(), "work" + world.number()).move(1);
    world.rescan();
    assertEquals(70, world.balance(ALICE));
    assertEquals(List.of(), world.kept());
  }

  @Test
  void aFirstBlockThatIsRaisedLeavesOutWhatIsNotDecidedYet() {
    world.send(ALICE, 500);
    world.mine(3);
    assertEquals(1, world.cursor().pending().size());
    Map<String, String> later = new HashMap<>(world.environment());
    later.put("INDEXER_FIRST_BLOCK", Long.toString(world.anvil.head() + 1));
    DepositsContext raised = DepositsContext.of(new Environment(later), world.clock);
    world.anvil.mine(1);
    world.send(ALICE, 30);
    world.anvil.mine(13);
    DepositsFixture.tick(raised);
    assertEquals(70 + 30, world.balance(ALICE));
    world.withoutOracle(); // which knows the new first block only: 70 were credited before
  }

  @Test
  void anApprovalCreditsNothingOfIt() {
    int depth = (int) world.anvil.head() - 5; // below the first block, and below what is remembered
    world.anvil.mine(20);
    world.tick();
    TransferRequest again = TransferRequest.ether(ALICE, HOUSE, BigInteger.valueOf(70));
    world.anvil.reorg(
        depth + 20,
        new Placed(TransferRequest.ether(BOB, HOUSE, BigInteger.valueOf(800)), 0),
        new Placed(again, depth - 10));
    world.mine(13);
    assertTrue(world.cursor().isHalted());
    Map<String, Object> answer =
        admin("{\"action\":\"deposits.approve\",\"by\":\"ada\",\"reason\":\"why\"}");
    assertEquals(true, answer.get("ok"), answer.toString());
    world.mine(13);
    look();
    assertFalse(world.cursor().isHalted());
    assertEquals(0, world.balance(BOB));
    assertEquals(70, world.balance(ALICE));
  }

  private Map<String, Object> admin(String command) {
    return new DepositAdminHandler(world.another()).answer(command.replace("\n", ""));
  }
}
