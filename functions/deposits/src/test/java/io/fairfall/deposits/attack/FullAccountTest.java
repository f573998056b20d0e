package io.fairfall.deposits.attack;

import static io.fairfall.deposits.DepositsFixture.ALICE;
import static io.fairfall.deposits.DepositsFixture.BOB;
import static io.fairfall.deposits.DepositsFixture.HOUSE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.anvil.Anvil;
import io.fairfall.anvil.TokenContract;
import io.fairfall.anvil.TransferRequest;
import io.fairfall.deposits.DepositAdminHandler;
import io.fairfall.deposits.DepositsFixture;
import io.fairfall.deposits.outbox.DepositState;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One account that takes nothing more is no reason for anybody else to wait. */
@Tag("integration")
class FullAccountTest {
  /** More than half of what an account holds. */
  private static final BigInteger HUGE = BigInteger.TWO.pow(256).subtract(BigInteger.TEN);

  @AutoClose private final DepositsFixture world;
  private final String token;

  FullAccountTest() throws Exception {
    Anvil anvil = Anvil.start();
    anvil.endow(BOB, BigInteger.TEN.pow(20));
    token = anvil.deploy(BOB, TokenContract.scribe());
    world = new DepositsFixture(anvil, Map.of("DEPOSIT_TOKENS", token + ":0:1"));
    world.tick();
  }

  private void logs(String from, BigInteger parts) {
    world.anvil.send(TransferRequest.message(BOB, token, TokenContract.logged(from, HOUSE, parts)));
  }

  private String reasons() {
    return new DepositAdminHandler(world.another())
        .answer("{\"action\":\"deposits.status\"}")
        .getOrDefault("reasons", "")
        .toString();
  }

  @Test
  void whatAnAccountHasNoRoomForIsKeptAndNobodyWaits() {
    for (int log = 0; log < 12; log++) {
      logs(ALICE, HUGE);
    }
    logs(ALICE, BigInteger.TWO.pow(255));
    world.send(ALICE, 7);
    world.send(BOB, 1_000);
    world.mine(13);
    world.send(BOB, 500);
    world.mine(13);
    world.mine(1); // what was done is known with the next cursor
    assertEquals(1_500, world.balance(BOB));
    assertEquals(0, world.cursor().outbox().size());
    assertFalse(world.cursor().isHalted());
    assertEquals(
        HUGE.add(BigInteger.valueOf(7)),
        world.desk().accounts().read(ALICE).available().value(),
        "what there is room for is credited");
    assertEquals(12, world.kept().size());
    assertTrue(reasons().contains("DEPOSIT_SET_ASIDE"), reasons());
    assertTrue(reasons().contains(world.kept().getFirst().key()), reasons());
    assertTrue(
        world.told(ALICE).ended().stream()
            .map(DepositState.Line::state)
            .anyMatch("unattributed"::equals));
  }

  @Test
  void whoClaimsMoreThanThereIsRoomForIsToldSo() {
    logs(ALICE, HUGE);
    logs(ALICE, HUGE);
    world.mine(13);
    String key = world.kept().getFirst().key();
    Map<String, Object> refused = claim(key, ALICE);
    assertEquals(false, refused.get("ok"));
    assertTrue(refused.toString().contains("LIMIT_REACHED"), refused.toString());
    assertTrue(world.desk().unattributed().claim(key).isEmpty());
    assertEquals(true, claim(key, BOB).get("ok"));
    assertEquals(HUGE, world.desk().accounts().read(BOB).available().value());
  }

  private Map<String, Object> claim(String key, String player) {
    return new DepositAdminHandler(world.another())
        .answer(
            "{\"action\":\"deposits.claim\",\"key\":\"%s\",\"player\":\"%s\",\"by\":\"ada\",\"reason\":\"a test\"}"
                .formatted(key, player));
  }

  @Test
  void anAccountThatCannotBeReadWaitsAloneHoweverMuchComesForIt() {
    world.send(ALICE, 100);
    world.mine(13);
    world.mine(1); // with which it is known to be done
    Map<String, AttributeValue> good = newest("account:" + ALICE);
    Map<String, AttributeValue> bad = new HashMap<>(good);
    bad.put("body", AttributeValue.fromS(Objects.requireNonNull(good.get("body")).s() + " "));
    put(bad);
    for (int log = 0; log < 5; log++) {
      logs(ALICE, BigInteger.valueOf(10 + log));
    }
    world.send(BOB, 1_000);
    world.anvil.mine(13);
    DepositsFixture.tick(world.another());
    world.send(BOB, 500);
    world.anvil.mine(13);
    DepositsFixture.tick(world.another());
    assertEquals(1_500, world.balance(BOB));
    assertEquals(
        5,
        world.cursor().outbox().stream()
            .filter(one -> one.transfer().from().equals(ALICE))
            .count());
    assertTrue(reasons().contains("DEPOSIT_SET_ASIDE"), reasons());
    put(good);
    world.anvil.mine(1);
    DepositsFixture.tick(world.another());
    world.anvil.mine(1);
    DepositsFixture.tick(world.another());
    assertEquals(100 + 10 + 11 + 12 + 13 + 14, world.balance(ALICE));
    assertEquals(0, world.cursor().outbox().size());
  }

  private Map<String, AttributeValue> newest(String journal) {
    List<Map<String, AttributeValue>> all =
        world.desk().dynamo().scan(scan -> scan.tableName("accounts" + world.number())).items();
    return all.stream()
        .filter(item -> journal.equals(Objects.requireNonNull(item.get("journal")).s()))
        .max(
            Comparator.comparingLong(
                item -> Long.parseLong(Objects.requireNonNull(item.get("version")).n())))
        .orElseThrow();
  }

  private void put(Map<String, AttributeValue> item) {
    world.desk().dynamo().putItem(put -> put.tableName("accounts" + world.number()).item(item));
  }
}
