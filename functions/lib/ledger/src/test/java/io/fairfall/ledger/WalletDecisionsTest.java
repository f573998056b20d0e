package io.fairfall.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.fairfall.journal.Entry;
import io.fairfall.ledger.AccountEntry.Kind;
import io.fairfall.money.Wei;
import io.fairfall.settings.SettingKeys;
import io.fairfall.settings.Settings;
import io.fairfall.settings.SettingsJournal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What crosses the border of an account, decided on nothing but facts. */
class WalletDecisionsTest {
  private static final long NOW_MS = 1_800_000_000_000L;
  private static final Game GAME = new UnaskedGame(new UnusedCodec());
  private static final Account RICH = account(100, List.of());

  @Test
  void eachKindOfMoneyThatComesInIsCreditedUnderItsKey() {
    AccountEntry deposit = accepted(RICH, new Operation.Deposit("deposit:1", Wei.of(5)));
    assertEquals(Kind.DEPOSIT, deposit.kind());
    assertEquals("deposit:1", deposit.note());
    assertEquals("5,0,0,-5", deposit.legs().written());
    assertEquals(Wei.of(105), deposit.after().available());
    assertEquals(RICH.version() + 1, deposit.version());
    assertEquals(NOW_MS, deposit.stampMs());
    assertEquals(3, deposit.gameVersion());
    AccountEntry opening = accepted(RICH, new Operation.Opening("opening:a", Wei.of(5)));
    assertEquals(Kind.OPENING, opening.kind());
    AccountEntry refund =
        accepted(RICH, new Operation.WithdrawalRefunded("withdrawal:a:1", Wei.of(5), "no"));
    assertEquals(Kind.WITHDRAWAL_REFUNDED, refund.kind());
    assertEquals(ExternalReceipts.note("withdrawal:a:1", "no"), refund.note());
    assertEquals(Wei.of(105), refund.after().available());
  }

  @Test
  void nothingIsNeitherCreditedNorWithdrawn() {
    assertEquals(
        LedgerRejection.VALIDATION, rejected(RICH, new Operation.Deposit("deposit:1", Wei.ZERO)));
    assertEquals(
        LedgerRejection.VALIDATION, rejected(RICH, new Operation.Opening("opening:a", Wei.ZERO)));
    assertEquals(LedgerRejection.VALIDATION, rejected(RICH, withdrawal(0)));
  }

  @Test
  void whatIsPaidMovesNothingMore() {
    AccountEntry paid =
        accepted(RICH, new Operation.WithdrawalPaid("withdrawal:a:1", Wei.of(5), "0xfeed"));
    assertEquals(Kind.WITHDRAWAL_PAID, paid.kind());
    assertEquals(Legs.NONE, paid.legs());
    assertEquals(ExternalReceipts.note("withdrawal:a:1", "0xfeed"), paid.note());
  }

  @Test
  void allOfABalanceCanBeWithdrawnAndNotOneWeiMore() {
    AccountEntry all = accepted(RICH, withdrawal(100));
    assertEquals("-100,0,0,100", all.legs().written());
    assertEquals(Wei.ZERO, all.after().available());
    assertEquals("0x1", all.note());
    assertEquals(NOW_MS - 1, all.stampMs(), "its stamp, and not the clock");
    assertEquals(LedgerRejection.INSUFFICIENT_FUNDS, rejected(RICH, withdrawal(101)));
  }

  @Test
  void theHouseTakesNoMoreThanThereIs() {
    assertEquals("-100,0,100,0", accepted(RICH, adjustment(-100)).legs().written());
    assertEquals("1,0,-1,0", accepted(RICH, adjustment(1)).legs().written());
    assertEquals("ann: goodwill", accepted(RICH, adjustment(1)).note());
    assertEquals(LedgerRejection.INSUFFICIENT_FUNDS, rejected(RICH, adjustment(-101)));
  }

  @Test
  void pausedWithdrawalsAreRefusedBeforeTheyAreLookedAt() {
    DecisionContext paused = facts(Settings.INITIAL.with(SettingKeys.WITHDRAWALS_PAUSED, true));
    assertEquals(
        new Decision.Rejected(LedgerRejection.PAUSED),
        Rules.decide(GAME, RICH, withdrawal(0), paused));
    assertInstanceOf(
        Decision.Accepted.class,
        Rules.decide(GAME, RICH, new Operation.Deposit("deposit:1", Wei.of(5)), paused));
  }

  @Test
  void aWithdrawalIsNotBelowTheMinimumOfItsSettings() {
    DecisionContext ten = facts(Settings.INITIAL.with(SettingKeys.WITHDRAWAL_MINIMUM, Wei.of(10)));
    assertEquals(
        new Decision.Rejected(LedgerRejection.WITHDRAWAL_TOO_SMALL),
        Rules.decide(GAME, RICH, withdrawal(9), ten));
    assertInstanceOf(
        Decision.Accepted.class, Rules.decide(GAME, RICH, withdrawal(10), ten), "exactly as much");
    assertEquals("-1,0,0,1", accepted(RICH, withdrawal(1)).legs().written(), "where none is set");
  }

  @Test
  void aWithdrawalIsNotAboveTheSmallerLimitOfItsSettings() {
    Settings day = Settings.INITIAL.with(SettingKeys.WITHDRAWAL_DAY_LIMIT, Wei.of(10));
    Settings both = day.with(SettingKeys.WITHDRAWAL_MONTH_LIMIT, Wei.of(30));
    Settings month = Settings.INITIAL.with(SettingKeys.WITHDRAWAL_MONTH_LIMIT, Wei.of(10));
    for (Settings settings : List.of(day, both, month)) {
      assertEquals(
          new Decision.Rejected(LedgerRejection.WITHDRAWAL_TOO_LARGE),
          Rules.decide(GAME, RICH, withdrawal(11), facts(settings)));
      assertInstanceOf(
          Decision.Accepted.class,
          Rules.decide(GAME, RICH, withdrawal(10), facts(settings)),
          "exactly as much");
    }
  }

  @Test
  void aWithdrawalThatInsistsOnAVersionIsAnotherRequest() {
    Operation.Withdrawal any = withdrawal(5);
    Operation.Withdrawal exact =
        new Operation.Withdrawal(id(), Wei.of(5), "0x1", OptionalLong.of(9), NOW_MS - 1);
    assertNotEquals(any.trace(AccountEntry.FORMAT), exact.trace(AccountEntry.FORMAT));
    assertEquals(OptionalLong.of(9), exact.expectedVersion());
    assertEquals(
        new Operation.Withdrawal(id(), Wei.of(5), "0x1", OptionalLong.empty(), NOW_MS - 1), any);
  }

  @Test
  void sixOperationsInASecondAreEnoughAndTheSystemsOwnAreNotCounted() {
    Account hurried = account(100, recent(6, NOW_MS - 1_000));
    assertInstanceOf(
        Decision.RateLimited.class,
        Rules.decide(GAME, hurried, withdrawal(1), facts(Settings.INITIAL)));
    assertInstanceOf(
        Decision.RateLimited.class,
        Rules.decide(GAME, hurried, protect(), facts(Settings.INITIAL)));
    accepted(hurried, adjustment(1));
    accepted(account(100, recent(6, NOW_MS - 1_001)), withdrawal(1));
    accepted(account(100, recent(5, NOW_MS - 1_000)), withdrawal(1));
  }

  @Test
  void anAccountRemembersItsNewestSixOperations() {
    Account full = account(100, recent(6, NOW_MS - 50_000));
    Account after = accepted(full, withdrawal(1)).after();
    assertEquals(Account.MAX_RECENT_OPERATIONS, after.recent().size());
    assertEquals(NOW_MS - 1, after.recent().getFirst().stampMs());
    assertEquals(full.recent().subList(0, 5), after.recent().subList(1, 6));
    Account system = accepted(full, adjustment(1)).after();
    assertEquals(0, system.recent().getFirst().stampMs(), "it does not count to the player's rate");
  }

  private static AccountEntry accepted(Account head, Operation operation) {
    Decision decision = Rules.decide(GAME, head, operation, facts(Settings.INITIAL));
    return assertInstanceOf(Decision.Accepted.class, decision).entry();
  }

  private static Rejection rejected(Account head, Operation operation) {
    Decision decision = Rules.decide(GAME, head, operation, facts(Settings.INITIAL));
    return assertInstanceOf(Decision.Rejected.class, decision).rejection();
  }

  private static DecisionContext facts(Settings settings) {
    return new DecisionContext(
        AccountEntry.FORMAT,
        "0xa11ce",
        new GameFacts.NotAsked(3),
        new DecisionContext.SettingsAsked(new SettingsJournal.Versioned(4, settings)),
        NOW_MS);
  }

  private static Account account(long available, List<Account.Recent> recent) {
    return new Account(
        9, Wei.of(available), Wei.ZERO, List.of(), GameState.NONE, recent, 3, 4, PlayerLimits.NONE);
  }

  private static List<Account.Recent> recent(int count, long stampMs) {
    List<Account.Recent> recent = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      recent.add(new Account.Recent("m" + i, stampMs));
    }
    return recent;
  }

  private static Operation.Withdrawal withdrawal(long wei) {
    return new Operation.Withdrawal(id(), Wei.of(wei), "0x1", NOW_MS - 1);
  }

  private static Operation.Adjustment adjustment(long wei) {
    return new Operation.Adjustment(id(), BigInteger.valueOf(wei), "goodwill", "ann");
  }

  private static Operation.ChangePlayerLimits protect() {
    return new Operation.ChangePlayerLimits(
        id(), new PlayerLimits.Change(Limits.NONE, 0, 0, 10), NOW_MS - 1);
  }

  private static OperationId id() {
    return OperationId.parse("9.abcdefghij").orElseThrow();
  }

  /** Nothing is stored here. */
  private static final class UnusedCodec implements EntryCodec {
    @Override
    public Entry write(String journal, AccountEntry entry, long nowMs) {
      throw new AssertionError("nothing is written");
    }

    @Override
    public AccountEntry read(Entry entry) {
      throw new AssertionError("nothing is read");
    }
  }
}
