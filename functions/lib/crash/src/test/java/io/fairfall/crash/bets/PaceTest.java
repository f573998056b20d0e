package io.fairfall.crash.bets;

import static io.fairfall.crash.bets.CrashFixture.ALICE;
import static io.fairfall.crash.bets.CrashFixture.no;
import static io.fairfall.crash.bets.CrashFixture.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.fairfall.journal.MemoryJournals;
import io.fairfall.ledger.Account;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.LedgerRejection;
import io.fairfall.ledger.Limits;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.PlayerLimits;
import io.fairfall.money.Wei;
import io.fairfall.settings.SettingKeys;
import io.fairfall.settings.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Too fast, and paused. */
class PaceTest {
  private final CrashFixture house =
      new CrashFixture(new MemoryJournals(), new MemoryJournals(), 1);

  @BeforeEach
  void aThousandWei() {
    house.fund(ALICE, 1_000);
  }

  @Test
  void theSeventhOperationOfASecondWaits() {
    long round = house.open(200);
    for (int i = 0; i < Account.MAX_RECENT_OPERATIONS; i++) {
      house.pass(100);
      protect();
    }
    Bet bet = house.bet(version(), round, 1, 10);
    long before = version();
    assertInstanceOf(Answer.RateLimited.class, house.accounts.play(ALICE, bet, true));
    assertInstanceOf(Answer.RateLimited.class, house.accounts.play(ALICE, bet, false));
    assertEquals(before, version(), "not even a void is written");
    house.pass(Account.RATE_WINDOW_MS);
    Bet again =
        new Bet(bet.id(), round, 1, Wei.of(10), null, bet.expectedVersion(), house.millis());
    ok(house.accounts.play(ALICE, again, false));
    house.replay(ALICE);
  }

  @Test
  void whatTheSystemDoesIsNoHurryOfThePlayer() {
    long round = house.open(200);
    for (int i = 0; i < 20; i++) {
      house.fund(ALICE, 1);
    }
    house.place(ALICE, round, 1, 10);
  }

  @Test
  void aCashoutIsNeverTooSoonAndNeverPaused() {
    long round = house.open(300);
    AccountEntry bet = house.place(ALICE, round, 1, 10);
    house.start(round);
    for (int i = 0; i < 10; i++) {
      house.pass(200);
      protect();
    }
    house.settings.change(Settings::pauseBetting, "test", "test");
    ok(house.accounts.play(ALICE, new Cashout(bet.version(), house.millis()), true));
    house.crash(round);
    house.replay(ALICE);
  }

  @Test
  void aPauseCountsWithinSecondsAndARefusalOnlyOnTheNewestSettings() {
    long round = house.open(200);
    house.place(ALICE, round, 1, 10); // this instance has read the settings now
    house.settings.change(Settings::pauseBetting, "test", "test");
    house.pass(2_000);
    Bet bet = house.bet(version(), round, 2, 10);
    assertEquals(LedgerRejection.PAUSED, no(house.accounts.play(ALICE, bet, true)));
    house.settings.change(s -> Settings.INITIAL, "test", "test");
    assertEquals(
        house.settings.current(0, true).version(),
        ok(house.accounts.play(ALICE, house.bet(version(), round, 2, 10), true)).settingsVersion());
    house.replay(ALICE);
  }

  @Test
  void whoIsInTheRolloutStakesMore() {
    long round = house.open(200);
    house.fund(ALICE, 10_000_000);
    Bet large = house.bet(version(), round, 1, 2_000_000);
    assertEquals(CrashRejection.STAKE_OUT_OF_BOUNDS, no(house.accounts.play(ALICE, large, true)));
    house.settings.change(
        s ->
            Settings.INITIAL.toBuilder()
                .set(SettingKeys.RAISED_MAX_STAKE, Wei.of(3_000_000))
                .set(SettingKeys.ROLLOUT_PERCENT, 100)
                .build(),
        "test",
        "test");
    house.pass(2_000);
    ok(house.accounts.play(ALICE, house.bet(version(), round, 1, 2_000_000), true));
    house.replay(ALICE);
  }

  private void protect() {
    PlayerLimits.Change change = new PlayerLimits.Change(Limits.NONE, 0, 0, 0);
    ok(
        house.accounts.protect(
            ALICE,
            new Operation.ChangePlayerLimits(house.id(version()), change, house.millis()),
            true));
  }

  private long version() {
    return house.accounts.read(ALICE).version();
  }
}
