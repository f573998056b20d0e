package io.fairfall.ledger;

import static io.fairfall.ledger.House.ALICE;
import static io.fairfall.ledger.House.no;
import static io.fairfall.ledger.House.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.fairfall.journal.MemoryJournals;
import io.fairfall.money.Wei;
import io.fairfall.settings.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Too fast, and paused. */
class PaceTest {
  private final House house = new House(new MemoryJournals(), new MemoryJournals(), 1);

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
    Operation.Bet bet = house.bet(version(), round, 1, 10);
    long before = version();
    assertInstanceOf(Answer.TooSoon.class, house.accounts.bet(ALICE, bet, true));
    assertInstanceOf(Answer.TooSoon.class, house.accounts.bet(ALICE, bet, false));
    assertEquals(before, version(), "not even a void is written");
    house.pass(Account.RATE_WINDOW_MS);
    Operation.Bet again =
        new Operation.Bet(
            bet.id(), round, 1, Wei.of(10), null, bet.expectedVersion(), house.millis());
    ok(house.accounts.bet(ALICE, again, false));
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
    ok(house.accounts.cashOut(ALICE, new Operation.Cashout(bet.version(), house.millis())));
    house.crash(round);
    house.replay(ALICE);
  }

  @Test
  void aPauseCountsWithinSecondsAndARefusalOnlyOnTheNewestSettings() {
    long round = house.open(200);
    house.place(ALICE, round, 1, 10); // this instance has read the settings now
    house.settings.change(Settings::pauseBetting, "test", "test");
    house.pass(2_000);
    Operation.Bet bet = house.bet(version(), round, 2, 10);
    assertEquals(Rejection.PAUSED, no(house.accounts.bet(ALICE, bet, true)));
    house.settings.change(s -> Settings.INITIAL, "test", "test");
    assertEquals(
        house.settings.current(0, true).version(),
        ok(house.accounts.bet(ALICE, house.bet(version(), round, 2, 10), true)).settingsVersion());
    house.replay(ALICE);
  }

  @Test
  void whoIsInTheRolloutStakesMore() {
    long round = house.open(200);
    house.fund(ALICE, 10_000_000);
    Operation.Bet large = house.bet(version(), round, 1, 2_000_000);
    assertEquals(Rejection.STAKE_OUT_OF_BOUNDS, no(house.accounts.bet(ALICE, large, true)));
    house.settings.change(
        s -> new Settings(false, false, null, null, null, Wei.of(3_000_000), 100, null, null),
        "test",
        "test");
    house.pass(2_000);
    ok(house.accounts.bet(ALICE, house.bet(version(), round, 1, 2_000_000), true));
    house.replay(ALICE);
  }

  private void protect() {
    Protection.Change change = new Protection.Change(Limits.NONE, 0, 0, 0);
    ok(
        house.accounts.protect(
            ALICE, new Operation.Protect(house.id(version()), change, house.millis()), true));
  }

  private long version() {
    return house.accounts.read(ALICE).version();
  }
}
