package io.fairfall.deposits.scan;

import static io.fairfall.deposits.DepositsFixture.ALICE;
import static io.fairfall.deposits.DepositsFixture.BOB;
import static io.fairfall.deposits.DepositsFixture.HOUSE;
import static io.fairfall.deposits.DepositsFixture.STRANGER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.anvil.Anvil;
import io.fairfall.anvil.PayerContract;
import io.fairfall.anvil.PayerContract.Payment;
import io.fairfall.anvil.TokenContract;
import io.fairfall.anvil.TransferRequest;
import io.fairfall.deposits.DepositsFixture;
import io.fairfall.deposits.cursor.BalanceCheckpoint;
import io.fairfall.deposits.outbox.DepositState;
import io.fairfall.deposits.wiring.DepositsContext;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deposits on a real node into real tables. */
@Tag("integration")
class DepositRulesTest {
  private DepositsFixture world;

  @BeforeEach
  void start() throws Exception {
    world = new DepositsFixture();
    world.tick();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void elevenConfirmationsAreNotEnoughAndTwelveAre() {
    String hash = world.send(ALICE, 1_000);
    world.mine(1);
    for (int confirmations = 1; confirmations < 12; confirmations++) {
      assertEquals(0, world.balance(ALICE));
      DepositState told = world.told(ALICE);
      assertEquals(List.of(hash), told.pending().stream().map(DepositState.Line::hash).toList());
      assertEquals(confirmations, told.pending().getFirst().confirmations());
      world.mine(1);
    }
    assertEquals(1_000, world.balance(ALICE));
    assertEquals(1, world.version(ALICE));
    assertEquals(List.of(), world.told(ALICE).pending());
    assertEquals("credited", world.told(ALICE).ended().getFirst().state());
    world.mine(5);
    assertEquals(1, world.version(ALICE));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void manyIndexersCreditOnce(int indexers) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(indexers * 2)) {
      List<Callable<Boolean>> ticks =
          java.util.stream.IntStream.range(0, indexers * 2) // each tick comes twice
              .mapToObj(
                  indexer -> {
                    DepositsContext desk = world.another();
                    return (Callable<Boolean>)
                        () -> {
                          DepositsFixture.tick(desk);
                          return true;
                        };
                  })
              .toList();
      for (int block = 0; block < 20; block++) {
        if (block < 5) {
          world.send(ALICE, 100 + block);
          world.send(BOB, 10);
        }
        world.anvil.mine(1);
        for (var done : threads.invokeAll(ticks)) {
          done.get();
        }
      }
    }
    world.tick();
    assertEquals(510, world.balance(ALICE));
    assertEquals(50, world.balance(BOB));
    assertEquals(5, world.version(ALICE));
  }

  @Test
  void onlyWhatArrivesFromSomebodyElseCounts() {
    world.endowHouse(BigInteger.TEN.pow(20));
    world.mine(1);
    world.anvil.send(TransferRequest.creation(ALICE, PayerContract.payer())); // no deposit
    world.send(HOUSE, 77); // to itself
    world.send(ALICE, 0); // nothing at all
    world.send(ALICE, 40);
    world.mine(12);
    world.mine(1);
    assertEquals(40, world.balance(ALICE));
    assertEquals(1, world.version(ALICE));
  }

  @Test
  void aStrangersMoneyIsKeptAndDustStaysOnTheChain() {
    world.send(STRANGER, 500);
    world.send(ALICE, 4); // below the minimum
    world.send(ALICE, 5);
    world.mine(12);
    assertEquals(5, world.balance(ALICE));
    assertEquals(1, world.kept().size());
    assertEquals(1, world.told(ALICE).ended().size());
    assertEquals(0, world.version(STRANGER));
  }

  @Test
  void whatAContractPassesOnIsFoundByTheBalance() {
    String payer = world.anvil.deploy(BOB, PayerContract.payer());
    world.passedMs.addAndGet(61_000);
    world.mine(14);
    assertEquals("0", difference());
    String regretful = world.anvil.deploy(BOB, PayerContract.regretful(HOUSE));
    world.anvil.send(new TransferRequest(BOB, regretful, BigInteger.valueOf(9_999), "0x"));
    String pay =
        PayerContract.pay(
            new Payment(HOUSE, BigInteger.valueOf(300)),
            new Payment(ALICE, BigInteger.ONE),
            new Payment(HOUSE, BigInteger.valueOf(200)));
    world.anvil.send(new TransferRequest(BOB, payer, BigInteger.valueOf(501), pay));
    world.mine(1);
    world.passedMs.addAndGet(61_000);
    world.mine(13);
    assertEquals(
        List.of("200", "300"),
        world.kept().stream().map(one -> one.amount().toString()).sorted().toList());
    assertTrue(world.kept().stream().allMatch(one -> one.from().equals(payer)));
  }

  private String difference() {
    BalanceCheckpoint baseline = world.cursor().baseline();
    return baseline == null ? "" : baseline.difference();
  }

  @Test
  void tokensAreCreditedExactly() throws Exception {
    world.close();
    Anvil anvil = Anvil.start();
    anvil.endow(ALICE, BigInteger.TEN.pow(20));
    String token = anvil.deploy(ALICE, TokenContract.creation());
    String other = anvil.deploy(ALICE, TokenContract.creation());
    // 6 decimals, a unit is worth 1,234,567 wei: 1.234567 wei for each smallest part
    world = new DepositsFixture(anvil, Map.of("DEPOSIT_TOKENS", token + ":6:1234567"));
    anvil.send(
        TransferRequest.message(
            ALICE, token, TokenContract.mint(ALICE, BigInteger.valueOf(10_000))));
    anvil.send(
        TransferRequest.message(
            ALICE, other, TokenContract.mint(ALICE, BigInteger.valueOf(10_000))));
    world.mine(1);
    BigInteger units = BigInteger.valueOf(1_001);
    anvil.send(TransferRequest.message(ALICE, token, TokenContract.transferTwice(HOUSE, units)));
    anvil.send(TransferRequest.message(ALICE, other, TokenContract.transfer(HOUSE, units)));
    anvil.send(TransferRequest.message(ALICE, token, TokenContract.transfer(BOB, units)));
    world.mine(12);
    assertEquals(2 * 1_235, world.balance(ALICE)); // 1,235.80 each, rounded down
    assertEquals(2, world.version(ALICE));
    assertFalse(world.cursor().isHalted());
  }
}
