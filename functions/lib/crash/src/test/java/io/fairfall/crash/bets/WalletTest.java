package io.fairfall.crash.bets;

import static io.fairfall.crash.bets.CrashFixture.ALICE;
import static io.fairfall.crash.bets.CrashFixture.no;
import static io.fairfall.crash.bets.CrashFixture.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.fairfall.journal.MemoryJournals;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.ExternalReceipts;
import io.fairfall.ledger.LedgerRejection;
import io.fairfall.ledger.Operation;
import io.fairfall.money.Wei;
import io.fairfall.settings.SettingKeys;
import io.fairfall.settings.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rule book of money that crosses the border. */
class WalletTest {
  private static final String BOB = "0xb0b";
  private static final String TO = "0x" + "1".repeat(40);

  private final CrashFixture house =
      new CrashFixture(new MemoryJournals(), new MemoryJournals(), 1);

  @Test
  void aDepositIsCreditedOnceForItsKey() {
    Operation.Deposit deposit = new Operation.Deposit("deposit:1:0xaa:N", Wei.of(500));
    AccountEntry first = ok(house.accounts.deposit(ALICE, deposit));
    assertEquals("500,0,0,-500", first.legs().written());
    for (int i = 0; i < 100; i++) {
      assertEquals(first, ok(house.serve().deposit(ALICE, deposit)));
    }
    assertEquals(Wei.of(500), house.accounts.read(ALICE).available());
    house.replay(ALICE);
  }

  @Test
  void aKeyWithAnotherAmountOrAnotherPlayerMovesNothing() {
    ok(house.accounts.deposit(ALICE, new Operation.Deposit("deposit:1:0xaa:N", Wei.of(500))));
    Operation.Deposit more = new Operation.Deposit("deposit:1:0xaa:N", Wei.of(501));
    assertEquals(LedgerRejection.IDEMPOTENCY_MISMATCH, no(house.accounts.deposit(ALICE, more)));
    Operation.Deposit same = new Operation.Deposit("deposit:1:0xaa:N", Wei.of(500));
    assertEquals(LedgerRejection.IDEMPOTENCY_MISMATCH, no(house.accounts.deposit(BOB, same)));
    assertEquals(0, house.accounts.read(BOB).version());
  }

  @Test
  void nothingIsNoDeposit() {
    Operation.Deposit nothing = new Operation.Deposit("deposit:1:0xaa:N", Wei.ZERO);
    assertEquals(LedgerRejection.VALIDATION, no(house.accounts.deposit(ALICE, nothing)));
    assertEquals(0, house.accounts.read(ALICE).version());
  }

  @Test
  void aPlayerBringsOneBalanceFromAnOlderSystem() {
    AccountEntry first = ok(house.accounts.open(ALICE, Wei.of(70)));
    assertEquals(AccountEntry.Kind.OPENING, first.kind());
    assertEquals(first, ok(house.accounts.open(ALICE, Wei.of(70))));
    assertEquals(LedgerRejection.IDEMPOTENCY_MISMATCH, no(house.accounts.open(ALICE, Wei.of(71))));
    assertEquals(Wei.of(70), house.replay(ALICE).available());
  }

  @Test
  void aWithdrawalLeavesTheAccountAtOnceAndIsPaidOnce() {
    String key = requested(400);
    assertEquals(Wei.of(600), house.accounts.read(ALICE).available());
    AccountEntry paid = ok(house.accounts.withdrawalPaid(key, "0xfeed"));
    assertEquals("0,0,0,0", paid.legs().written());
    assertEquals(paid, ok(house.accounts.withdrawalPaid(key, "0xfeed")));
    assertEquals(
        LedgerRejection.ALREADY_FINAL,
        no(house.accounts.withdrawalRefunded(key, "it seemed lost")));
    assertEquals(
        LedgerRejection.IDEMPOTENCY_MISMATCH, no(house.accounts.withdrawalPaid(key, "0xanother")));
    assertEquals(Wei.of(600), house.replay(ALICE).available());
  }

  @Test
  void aRefundedWithdrawalIsNeverPaid() {
    String key = requested(400);
    AccountEntry refund = ok(house.accounts.withdrawalRefunded(key, "the address takes no ether"));
    assertEquals("400,0,0,-400", refund.legs().written());
    assertEquals(LedgerRejection.ALREADY_FINAL, no(house.accounts.withdrawalPaid(key, "0xfeed")));
    assertEquals(Wei.of(1_000), house.replay(ALICE).available());
  }

  @Test
  void whatNobodyAskedForCannotBePaid() {
    String key = ExternalReceipts.withdrawalKey(ALICE, 1);
    house.fund(ALICE, 5);
    assertEquals(LedgerRejection.NOT_FOUND, no(house.accounts.withdrawalPaid(key, "0xfeed")));
    for (String malformed : List.of("withdrawal:", "withdrawal:" + ALICE, "withdrawal:a:01", "")) {
      assertEquals(
          LedgerRejection.NOT_FOUND, no(house.accounts.withdrawalPaid(malformed, "0xfeed")));
    }
    ok(house.accounts.deposit(ALICE, new Operation.Deposit("deposit:1:0xaa:N", Wei.of(5))));
    assertEquals(
        LedgerRejection.NOT_FOUND, no(house.accounts.withdrawalRefunded("deposit:1:0xaa:N", "no")));
  }

  @Test
  void whatMayYetBeAskedForIsNotRefusedForGood() {
    house.fund(ALICE, 1_000);
    long next = house.accounts.read(ALICE).version() + 1;
    String key = ExternalReceipts.withdrawalKey(ALICE, next);
    // a first attempt is still on its way; this is the second
    assertInstanceOf(Answer.RateLimited.class, house.accounts.withdrawalPaid(key, "0xfeed"));
    ok(house.accounts.withdraw(ALICE, withdrawal(400), true));
    assertEquals(
        next + 1, ok(house.serve().withdrawalPaid(key, "0xfeed")).version(), "the first one lands");
  }

  @Test
  void nobodyWithdrawsWhatTheyDoNotHaveOrHaveStaked() {
    house.fund(ALICE, 1_000);
    house.place(ALICE, house.open(200), 1, 700);
    assertEquals(
        LedgerRejection.INSUFFICIENT_FUNDS,
        no(house.accounts.withdraw(ALICE, withdrawal(301), true)));
    ok(house.accounts.withdraw(ALICE, withdrawal(300), true));
  }

  @Test
  void aRetriedWithdrawalIsOneWithdrawal() {
    house.fund(ALICE, 1_000);
    Operation.Withdrawal withdrawal = withdrawal(400);
    AccountEntry first = ok(house.accounts.withdraw(ALICE, withdrawal, true));
    assertEquals(first, ok(house.accounts.withdraw(ALICE, withdrawal, false)));
    assertEquals(Wei.of(600), house.replay(ALICE).available());
  }

  @Test
  void pausedWithdrawalsWaitAndDepositsDoNot() {
    house.fund(ALICE, 1_000);
    house.settings.change(
        s -> Settings.INITIAL.with(SettingKeys.WITHDRAWALS_PAUSED, true), "test", "test");
    assertEquals(LedgerRejection.PAUSED, no(house.accounts.withdraw(ALICE, withdrawal(1), true)));
    ok(house.accounts.deposit(ALICE, new Operation.Deposit("deposit:1:0xaa:N", Wei.of(5))));
  }

  private String requested(long wei) {
    house.fund(ALICE, 1_000);
    AccountEntry entry = ok(house.accounts.withdraw(ALICE, withdrawal(wei), true));
    assertEquals("-" + wei + ",0,0," + wei, entry.legs().written());
    return ExternalReceipts.withdrawalKey(ALICE, entry.version());
  }

  private Operation.Withdrawal withdrawal(long wei) {
    return new Operation.Withdrawal(
        house.id(house.accounts.read(ALICE).version()), Wei.of(wei), TO, house.millis());
  }
}
