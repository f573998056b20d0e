package io.fairfall.crash.bets;

import static io.fairfall.crash.bets.CrashFixture.ALICE;
import static io.fairfall.crash.bets.CrashFixture.no;
import static io.fairfall.crash.bets.CrashFixture.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.journal.MemoryJournals;
import io.fairfall.ledger.Account;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.LedgerRejection;
import io.fairfall.ledger.Rejection;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import io.fairfall.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rule book of bets at its edges: the last that is taken and the first that is not. */
class BetEdgesTest {
  private final CrashFixture house =
      new CrashFixture(new MemoryJournals(), new MemoryJournals(), 1);
  private long round;

  @BeforeEach
  void anOpenRoundAndMoney() {
    round = house.open(200);
    house.fund(ALICE, 5_000_000);
  }

  @Test
  void theBoundsOfAStakeAreStakesThatAreTaken() {
    house.place(ALICE, round, 1, 10);
    house.place(ALICE, round, 2, 1_000_000);
  }

  @Test
  void anAutomaticCashoutWinsAHundredthAtLeast() {
    assertEquals(LedgerRejection.VALIDATION, refusal(1, 100, new Multiplier(100)));
    house.place(ALICE, round, 1, 100, new Multiplier(101));
  }

  @Test
  void anAccountHoldsFourBetsAndNoFifth() {
    for (int seat = 1; seat <= Account.MAX_HOLDS; seat++) {
      house.place(ALICE, round, seat, 10);
    }
    house.pass(2_000); // it is not about the pace
    assertEquals(LedgerRejection.LIMIT_REACHED, refusal(5, 10, null));
  }

  @Test
  void aPauseIsSaidBeforeAnythingElse() {
    house.settings.change(Settings::pauseBetting, "test", "test");
    house.start(round);
    assertEquals(LedgerRejection.PAUSED, refusal(1, 1, null));
  }

  @Test
  void aClosedRoundIsSaidBeforeAStakeIsLookedAt() {
    house.start(round);
    assertEquals(CrashRejection.ROUND_CLOSED, refusal(1, 1, null));
  }

  @Test
  void aTakenSeatIsSaidBeforeTheBalance() {
    house.place(ALICE, round, 1, 1_000_000);
    house.place(ALICE, round, 2, 1_000_000);
    assertEquals(CrashRejection.SEAT_TAKEN, refusal(2, 1_000_000, null));
  }

  @Test
  void theCapIsTheHighestMultiplierWhoseProfitIsAllowed() {
    assertEquals(new Multiplier(200), BetRule.cap(Wei.of(50), Wei.of(50)));
    assertEquals(new Multiplier(198), BetRule.cap(Wei.of(50), Wei.of(49)));
    Wei everything = Wei.ofEther(1_000_000_000);
    assertEquals(new Multiplier(Long.MAX_VALUE), BetRule.cap(Wei.of(1), everything));
  }

  @Test
  void aTargetIsTheLowerOfWhatIsAskedAndTheCap() {
    assertEquals(
        new Multiplier(150), OpenBet.targetOf(Wei.of(50), new Multiplier(150), Wei.of(50)));
    assertEquals(
        new Multiplier(200), OpenBet.targetOf(Wei.of(50), new Multiplier(250), Wei.of(50)));
    assertEquals(new Multiplier(200), OpenBet.targetOf(Wei.of(50), null, Wei.of(50)));
  }

  @Test
  void aBetAtItsCapIsCashedOutByItself() {
    AccountEntry bet = house.place(ALICE, round, 1, 1_000_000, new Multiplier(150));
    house.start(round);
    house.crash(round);
    AccountEntry settled = ok(house.accounts.settle(ALICE));
    Close close = AccountBets.closeOf(settled, bet.version()).orElseThrow();
    assertEquals(Close.Result.AUTO, close.result());
    assertEquals(new Multiplier(150), close.multiplier());
    assertTrue(close.isWon());
  }

  @Test
  void aTargetAtTheCrashPointIsReachedAndOneAboveItIsNot() {
    long at = house.place(ALICE, round, 1, 100, new Multiplier(200)).version();
    long above = house.place(ALICE, round, 2, 100, new Multiplier(201)).version();
    house.start(round);
    house.crash(round);
    AccountEntry settled = ok(house.accounts.settle(ALICE));
    assertEquals(Close.Result.AUTO, AccountBets.closeOf(settled, at).orElseThrow().result());
    Close lost = AccountBets.closeOf(settled, above).orElseThrow();
    assertEquals(Close.Result.LOST, lost.result());
    assertEquals(Wei.ZERO, lost.payout());
    assertFalse(lost.isWon());
    assertEquals("200,-200,0,0", settled.legs().written());
  }

  @Test
  void seatsOfAnEarlierRoundAreFreeAgain() {
    Seats seats = Seats.NONE.take(5, 1);
    assertTrue(seats.isTaken(5, 1));
    assertFalse(seats.isTaken(5, 2));
    assertFalse(seats.isTaken(6, 1));
    assertTrue(seats.take(5, 2).isTaken(5, 1));
    assertTrue(seats.take(5, 2).isTaken(5, 2));
    assertFalse(seats.take(6, 2).isTaken(6, 1));
    assertFalse(seats.take(6, 2).isTaken(5, 1));
  }

  private Rejection refusal(int seat, long stake, @Nullable Multiplier autoCashout) {
    long base = house.accounts.read(ALICE).version();
    Bet bet = house.bet(base, round, seat, stake, autoCashout);
    return no(house.accounts.play(ALICE, bet, true));
  }
}
