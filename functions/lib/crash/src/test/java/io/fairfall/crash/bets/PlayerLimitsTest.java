package io.fairfall.crash.bets;

import static io.fairfall.crash.bets.CrashFixture.ALICE;
import static io.fairfall.crash.bets.CrashFixture.no;
import static io.fairfall.crash.bets.CrashFixture.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fairfall.journal.MemoryJournals;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.LedgerRejection;
import io.fairfall.ledger.Limits;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.PlayerLimits;
import io.fairfall.ledger.Rejection;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rule book of limits, cool-offs and exclusions. The clock starts on a Friday morning. */
class PlayerLimitsTest {
  private static final long HOUR_MS = Duration.ofHours(1).toMillis();
  private static final long DAY_MS = Duration.ofDays(1).toMillis();

  private final CrashFixture house =
      new CrashFixture(new MemoryJournals(), new MemoryJournals(), 1);

  @BeforeEach
  void tenThousandWei() {
    house.fund(ALICE, 10_000);
  }

  @Test
  void aStakeLimitCountsEveryStakeOfTheDay() {
    protect(limits(100, null, null, null));
    won(60);
    assertEquals(LedgerRejection.PLAYER_LIMIT, refusal(41));
    won(40);
    assertEquals(LedgerRejection.PLAYER_LIMIT, refusal(10));
    house.pass(DAY_MS);
    won(100);
    house.replay(ALICE);
  }

  @Test
  void aWeekBeginsOnMonday() {
    protect(limits(null, 100L, null, null));
    won(100);
    house.pass(2 * DAY_MS); // Sunday
    assertEquals(LedgerRejection.PLAYER_LIMIT, refusal(10));
    house.pass(DAY_MS); // Monday
    won(100);
    house.replay(ALICE);
  }

  @Test
  void aLossLimitCountsLossesLessWinningsAndTakesOpenStakesForLost() {
    protect(limits(null, null, 100L, null));
    lost(60);
    assertEquals(LedgerRejection.PLAYER_LIMIT, refusal(41));
    won(40); // wins 40
    assertEquals(LedgerRejection.PLAYER_LIMIT, refusal(81));
    long round = house.open(200);
    house.place(ALICE, round, 1, 50);
    assertEquals(
        LedgerRejection.PLAYER_LIMIT,
        no(house.accounts.play(ALICE, house.bet(version(), round, 2, 31), true)));
    house.place(ALICE, round, 2, 30);
    house.replay(ALICE);
  }

  @Test
  void whatIsLowerCountsAtOnce() {
    protect(limits(1_000, null, null, null));
    protect(limits(50, null, 30L, null));
    assertEquals(LedgerRejection.PLAYER_LIMIT, refusal(31));
    won(30);
  }

  @Test
  void whatIsHigherCountsADayLater() {
    protect(limits(50, null, null, null));
    AccountEntry raised = protect(limits(500, null, null, null));
    assertEquals(Wei.of(50), raised.after().protection().limits().dayStake());
    house.pass(PlayerLimits.RAISE_AFTER_MS - HOUR_MS);
    assertEquals(LedgerRejection.PLAYER_LIMIT, refusal(51));
    protect(limits(500, null, null, null)); // asking again does not make it wait again
    house.pass(HOUR_MS);
    won(500);
    house.replay(ALICE);
  }

  @Test
  void takingALimitAwayIsRaisingIt() {
    protect(limits(50, null, null, null));
    protect(Limits.NONE);
    assertEquals(LedgerRejection.PLAYER_LIMIT, refusal(51));
    house.pass(PlayerLimits.RAISE_AFTER_MS);
    won(5_000);
    assertEquals(PlayerLimits.NONE, house.replay(ALICE).protection());
  }

  @Test
  void aRaiseIsTakenBackByLowering() {
    protect(limits(50, null, null, null));
    protect(limits(500, null, null, null));
    protect(limits(50, null, null, null));
    house.pass(2 * DAY_MS);
    assertEquals(LedgerRejection.PLAYER_LIMIT, refusal(51));
  }

  @Test
  void aCoolOffEndsByItselfAndCanOnlyGrow() {
    ok(ask(new PlayerLimits.Change(Limits.NONE, 2, 0, 0)));
    assertEquals(LedgerRejection.EXCLUDED, refusal(10));
    ok(ask(new PlayerLimits.Change(Limits.NONE, 1, 0, 0)));
    house.pass(DAY_MS + HOUR_MS);
    assertEquals(LedgerRejection.EXCLUDED, refusal(10));
    house.pass(DAY_MS);
    won(10);
  }

  @Test
  void whoIsExcludedIsStillPaidAndCanWithdraw() {
    long round = house.open(200);
    AccountEntry bet = house.place(ALICE, round, 1, 100);
    ok(ask(new PlayerLimits.Change(Limits.NONE, 0, 180, 0)));
    house.start(round);
    house.pass(1_000);
    ok(house.accounts.play(ALICE, new Cashout(bet.version(), house.millis()), true));
    house.crash(round);
    assertEquals(LedgerRejection.EXCLUDED, refusal(10));
    Operation.Withdrawal all =
        new Operation.Withdrawal(
            house.id(version()), house.accounts.read(ALICE).available(), "0x1", house.millis());
    ok(house.accounts.withdraw(ALICE, all, true));
    assertEquals(Wei.ZERO, house.replay(ALICE).available());
  }

  @Test
  void impossibleWishesAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new PlayerLimits.Change(Limits.NONE, 43, 0, 0));
    assertThrows(
        IllegalArgumentException.class, () -> new PlayerLimits.Change(Limits.NONE, 0, 179, 0));
    assertThrows(
        IllegalArgumentException.class, () -> new PlayerLimits.Change(Limits.NONE, 0, 0, 5));
  }

  private void won(long stake) {
    play(stake, new Multiplier(200));
  }

  private void lost(long stake) {
    play(stake, null);
  }

  private void play(long stake, @Nullable Multiplier auto) {
    long round = house.open(200);
    house.place(ALICE, round, 1, stake, auto);
    house.start(round);
    house.crash(round);
    ok(house.accounts.settle(ALICE));
  }

  private Rejection refusal(long stake) {
    long round = house.open(200);
    Rejection refusal = no(house.accounts.play(ALICE, house.bet(version(), round, 1, stake), true));
    house.voidRound();
    return refusal;
  }

  private AccountEntry protect(Limits limits) {
    return ok(ask(new PlayerLimits.Change(limits, 0, 0, 0)));
  }

  private Answer ask(PlayerLimits.Change change) {
    house.pass(HOUR_MS / 60);
    return house.accounts.protect(
        ALICE, new Operation.ChangePlayerLimits(house.id(version()), change, house.millis()), true);
  }

  private long version() {
    return house.accounts.read(ALICE).version();
  }

  private static Limits limits(
      long dayStake, @Nullable Long weekStake, @Nullable Long dayLoss, @Nullable Long weekLoss) {
    return limits(Long.valueOf(dayStake), weekStake, dayLoss, weekLoss);
  }

  private static Limits limits(
      @Nullable Long dayStake,
      @Nullable Long weekStake,
      @Nullable Long dayLoss,
      @Nullable Long weekLoss) {
    return new Limits(wei(dayStake), wei(weekStake), wei(dayLoss), wei(weekLoss));
  }

  private static @Nullable Wei wei(@Nullable Long amount) {
    return amount == null ? null : Wei.of(amount);
  }
}
