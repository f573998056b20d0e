package io.fairfall.ledger;

import static io.fairfall.ledger.House.ALICE;
import static io.fairfall.ledger.House.no;
import static io.fairfall.ledger.House.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.journal.MemoryJournals;
import io.fairfall.ledger.Accounts.Credit;
import io.fairfall.money.Wei;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Deposits in one transaction are what each would be by itself, or nothing at all. */
class TogetherTest {
  private static final String BOB = "0xb0b";

  private final House house = new House(new MemoryJournals(), new MemoryJournals(), 1);

  @Test
  void allAreCreditedOnceAndEachIsFoundAgain() {
    List<Credit> credits = List.of(credit(ALICE, 1), credit(BOB, 2), credit(ALICE, 3));
    assertTrue(house.accounts.depositTogether(credits));
    assertFalse(house.accounts.depositTogether(credits));
    assertFalse(house.serve().depositTogether(credits));
    for (Credit credit : credits) {
      ok(house.serve().deposit(credit.player(), credit.deposit()));
    }
    assertEquals(Wei.of(4), house.replay(ALICE).available());
    assertEquals(Wei.of(2), house.replay(BOB).available());
    assertEquals(2, house.accounts.read(ALICE).version());
  }

  @Test
  void oneThatStandsAlreadyLetsNothingOfTheOthersHappen() {
    ok(house.serve().deposit(BOB, credit(BOB, 2).deposit()));
    List<Credit> credits = List.of(credit(ALICE, 1), credit(BOB, 2));
    assertFalse(house.accounts.depositTogether(credits));
    assertEquals(0, house.accounts.read(ALICE).version());
    // as if an operator had given it to another
    assertFalse(house.accounts.depositTogether(List.of(credit(ALICE, 1), credit(ALICE, 2))));
    assertEquals(
        Rejection.IDEMPOTENCY_MISMATCH,
        no(house.accounts.deposit(ALICE, credit(ALICE, 2).deposit())));
    assertEquals(0, house.accounts.read(ALICE).version());
    ok(house.accounts.deposit(ALICE, credit(ALICE, 1).deposit()));
    assertEquals(Wei.of(1), house.replay(ALICE).available());
  }

  @Test
  void anAccountThatMovedOnMeanwhileIsCreditedByItself() {
    assertTrue(house.accounts.depositTogether(List.of(credit(ALICE, 1), credit(BOB, 2))));
    ok(house.serve().deposit(BOB, credit(BOB, 3).deposit())); // somebody else's write
    List<Credit> credits = List.of(credit(ALICE, 4), credit(BOB, 5));
    assertFalse(house.accounts.depositTogether(credits));
    assertEquals(Wei.of(1), house.accounts.read(ALICE).available());
    credits.forEach(one -> ok(house.accounts.deposit(one.player(), one.deposit())));
    assertEquals(Wei.of(5), house.replay(ALICE).available());
    assertEquals(Wei.of(10), house.replay(BOB).available());
  }

  @Test
  void whatTheRulesRefuseHoldsNobodysMoneyBackForEver() {
    Credit nothing = new Credit(BOB, new Operation.Deposit("deposit:1:0x0:N", Wei.ZERO));
    assertFalse(house.accounts.depositTogether(List.of(credit(ALICE, 1), nothing)));
    assertFalse(house.accounts.depositTogether(List.of(credit(ALICE, 1), credit(BOB, 1))));
    assertEquals(0, house.accounts.read(ALICE).version());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            house.accounts.depositTogether(
                Collections.nCopies(Accounts.MAX_TOGETHER + 1, credit(ALICE, 1))));
  }

  private static Credit credit(String player, int number) {
    return new Credit(
        player, new Operation.Deposit("deposit:1:0x" + number + ":N", Wei.of(number)));
  }
}
