package io.fairfall.deposits.repair;

import static io.fairfall.deposits.DepositsFixture.ALICE;
import static io.fairfall.deposits.DepositsFixture.BOB;
import static io.fairfall.deposits.DepositsFixture.CONFIRMATIONS;
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
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the chain has not taken back is after an approval what it was before. */
@Tag("integration")
class ResumedWalkTest {
  private static final int DEPTH = 14;
  private static final long LOOK_MS = 61_000;

  private Anvil anvil;
  private String payer;
  private FaultProxy proxy;

  @BeforeEach
  void start() throws Exception {
    anvil = Anvil.start();
    anvil.endow(BOB, BigInteger.TEN.pow(20));
    payer = anvil.deploy(BOB, PayerContract.payer());
    proxy = FaultProxy.before(anvil.url());
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  private DepositsFixture house(String nodes) {
    DepositsFixture world = new DepositsFixture(anvil, Map.of("ETHEREUM_RPC_URL", nodes));
    world.mine(30);
    return world;
  }

  @Test
  void whatAContractHasPaidBelowTheReorganisationIsListed() {
    try (DepositsFixture world = house(proxy.url().toString())) {
      proxy.always("trace_block", NodeFault.REFUSED);
      proxy.always("debug_traceTransaction", NodeFault.REFUSED); // and so it is not looked at yet
      BigInteger wei = BigInteger.valueOf(500);
      anvil.send(new TransferRequest(BOB, payer, wei, PayerContract.pay(new Payment(HOUSE, wei))));
      world.mine(1);
      world.send(ALICE, 1_000);
      world.mine(DEPTH);
      assertEquals(1_000, world.balance(ALICE));
      anvil.reorg(DEPTH);
      haltsAndIsApproved(world);
      proxy.heal();
      looks(world);
      assertEquals(0, world.balance(ALICE), "it is gone");
      assertEquals("500", world.kept().getFirst().amount().toString());
      assertEquals("0", Objects.requireNonNull(world.cursor().baseline()).difference());
    }
  }

  @Test
  void whatWaitedForASecondNodeIsCredited() throws Exception {
    try (FaultProxy other = FaultProxy.before(anvil.url())) {
      try (DepositsFixture world = house(proxy.url() + "," + other.url())) {
        other.always(NodeFault.UNAVAILABLE);
        world.send(ALICE, 1_000);
        world.mine(30);
        assertEquals(0, world.balance(ALICE), "one node's word is none");
        assertEquals(1, world.cursor().pending().size());
        other.heal();
        anvil.reorg(27);
        world.passedMs.addAndGet(LOOK_MS);
        haltsAndIsApproved(world);
        looks(world);
        assertEquals(1_000, world.balance(ALICE));
        assertEquals(1, world.version(ALICE));
      }
    }
  }

  @Test
  void whatWaitedForItsAccountIsCredited() {
    try (DepositsFixture world = house(anvil.url().toString())) {
      world.send(BOB, 100);
      world.mine(CONFIRMATIONS);
      world.mine(1);
      Map<String, AttributeValue> good = account(world, BOB);
      Map<String, AttributeValue> bad = new HashMap<>(good);
      bad.put("body", AttributeValue.fromS(Objects.requireNonNull(good.get("body")).s() + " "));
      put(world, bad);
      world.send(BOB, 300);
      world.mine(1);
      world.send(ALICE, 1_000);
      anvil.mine(DEPTH);
      DepositsFixture.tick(world.another());
      assertEquals(1_000, world.balance(ALICE));
      anvil.reorg(DEPTH);
      haltsAndIsApproved(world);
      put(world, good);
      for (int look = 0; look < 3; look++) {
        anvil.mine(CONFIRMATIONS);
        world.passedMs.addAndGet(LOOK_MS);
        DepositsFixture.tick(world.another());
      }
      assertEquals(400, world.balance(BOB));
      assertEquals(0, world.cursor().outbox().size());
    }
  }

  @Test
  void whereTheChainStillStandsIsRemembered() {
    try (DepositsFixture world = house(anvil.url().toString())) {
      world.send(ALICE, 1_000);
      world.mine(DEPTH);
      anvil.reorg(DEPTH);
      haltsAndIsApproved(world);
      long base = world.cursor().number();
      assertEquals(anvil.hash(base - 20), world.cursor().hashOf(base - 20));
      world.mine(CONFIRMATIONS);
      anvil.reorg((int) (anvil.head() - base) + 3);
      haltsAndIsApproved(world);
      assertEquals(base - 3, world.cursor().number(), "it is no deeper than that");
      looks(world);
      assertFalse(world.cursor().isHalted());
    }
  }

  @Test
  void whatAnApprovalFoundAndTheChainTakesBackBeforeItIsWalkedHaltsAgain() {
    try (DepositsFixture world = house(anvil.url().toString())) {
      TransferRequest deposit = TransferRequest.ether(ALICE, HOUSE, BigInteger.valueOf(1_000));
      anvil.send(deposit);
      world.send(BOB, 70);
      world.mine(DEPTH);
      TransferRequest stays = TransferRequest.ether(BOB, HOUSE, BigInteger.valueOf(70));
      anvil.reorg(DEPTH, new Placed(deposit, 1), new Placed(stays, 0));
      long block = anvil.head() - DEPTH + 2;
      haltsAndIsApproved(world);
      assertEquals(1_070, world.balance(ALICE) + world.balance(BOB), "it is there again");
      anvil.reorg((int) (anvil.head() - block + 1));
      haltsAndIsApproved(world);
      assertEquals(0, world.balance(ALICE), "and gone");
      assertEquals(70, world.balance(BOB));
      looks(world);
      assertFalse(world.cursor().isHalted());
      assertEquals(70, world.balance(BOB));
      assertEquals(1, world.cursor().settled().size());
    }
  }

  private void haltsAndIsApproved(DepositsFixture world) {
    anvil.mine(1);
    for (int look = 0; look < 3 && !world.cursor().isHalted(); look++) {
      world.passedMs.addAndGet(LOOK_MS);
      DepositsFixture.tick(world.another());
    }
    assertTrue(world.cursor().isHalted());
    anvil.mine(CONFIRMATIONS);
    Map<String, Object> answer =
        new DepositAdminHandler(world.another())
            .answer("{\"action\":\"deposits.approve\",\"by\":\"ada\",\"reason\":\"a fork\"}");
    assertEquals(true, answer.get("ok"), answer.toString());
  }

  private static void looks(DepositsFixture world) {
    for (int look = 0; look < 4; look++) {
      world.passedMs.addAndGet(LOOK_MS);
      world.mine(CONFIRMATIONS);
    }
  }

  private static Map<String, AttributeValue> account(DepositsFixture world, String player) {
    return world
        .desk()
        .dynamo()
        .scan(scan -> scan.tableName("accounts" + world.number()))
        .items()
        .stream()
        .filter(
            item -> ("account:" + player).equals(Objects.requireNonNull(item.get("journal")).s()))
        .findFirst()
        .orElseThrow();
  }

  private static void put(DepositsFixture world, Map<String, AttributeValue> item) {
    world.desk().dynamo().putItem(put -> put.tableName("accounts" + world.number()).item(item));
  }
}
