package io.fairfall.crash.bets;

import static io.fairfall.crash.bets.CrashFixture.ALICE;
import static io.fairfall.crash.bets.CrashFixture.no;
import static io.fairfall.crash.bets.CrashFixture.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.crash.Curve;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.LedgerRejection;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rule book of cashouts. */
class CashoutsTest {
  private final CrashFixture house =
      new CrashFixture(new MemoryJournals(), new MemoryJournals(), 1);
  private final long flightMs = Curve.msToReach(new Multiplier(200));
  private long round;
  private long bet;

  @BeforeEach
  void aBetOfAHundredOnARoundThatCrashesAtTwo() {
    round = house.open(200);
    house.fund(ALICE, 1_000);
    bet = house.place(ALICE, round, 1, 100).version();
  }

  @Test
  void aCashoutPaysTheCurveAtItsStamp() {
    house.start(round);
    house.pass(Curve.msToReach(new Multiplier(150)));
    AccountEntry entry = ok(cashOut(house.millis()));
    assertEquals(new Multiplier(150), AccountBets.closeOf(entry, bet).orElseThrow().multiplier());
    assertEquals(Wei.of(1_050), entry.after().available());
    assertEquals(Wei.ZERO, entry.after().locked());
    assertEquals("150,-100,-50,0", entry.legs().written());
  }

  @Test
  void beforeTheStartThereIsNothingToCashOut() {
    assertEquals(CrashRejection.NOT_FLYING, no(cashOut(house.millis())));
    house.start(round);
    assertEquals(CrashRejection.NOT_FLYING, no(cashOut(house.millis() - 1)));
    assertEquals(
        Multiplier.ONE,
        AccountBets.closeOf(ok(cashOut(house.millis())), bet).orElseThrow().multiplier());
  }

  @Test
  void theCrashInstantStillWinsAndTheNextMillisecondLoses() {
    house.start(round);
    long crashAt = house.millis() + flightMs;
    house.pass(flightMs + 50);
    assertEquals(CrashRejection.ALREADY_CRASHED, no(cashOut(crashAt + 1)));
    assertEquals(
        new Multiplier(200),
        AccountBets.closeOf(ok(cashOut(crashAt)), bet).orElseThrow().multiplier());
  }

  @Test
  void askingAgainAnswersTheFirstResult() {
    house.start(round);
    house.pass(1_000);
    AccountEntry first = ok(cashOut(house.millis()));
    house.pass(5_000);
    assertEquals(first, ok(cashOut(house.millis())));
    house.crash(round);
    house.fund(ALICE, 5);
    assertEquals(first, ok(cashOut(house.millis())));
  }

  @Test
  void aCashoutInTimeIsPaidAlsoAfterItsBetWasClosedAsLost() {
    house.start(round);
    long inTime = house.millis() + 5_000;
    house.crash(round);
    AccountEntry loss = ok(house.accounts.settle(ALICE));
    assertEquals(Close.Result.LOST, AccountBets.closes(loss).getFirst().result());
    AccountEntry correction = ok(cashOut(inTime));
    assertEquals(
        Close.Result.CORRECTED, AccountBets.closeOf(correction, bet).orElseThrow().result());
    assertEquals(Wei.of(134), AccountBets.closeOf(correction, bet).orElseThrow().payout());
    assertEquals(Wei.of(1_034), correction.after().available());
    assertEquals(correction, ok(cashOut(inTime)), "a correction happens once");
    assertEquals(correction, ok(cashOut(house.millis())));
  }

  @Test
  void aCashoutTooLateForALostBetStaysLost() {
    house.start(round);
    house.crash(round);
    ok(house.accounts.settle(ALICE));
    assertEquals(CrashRejection.ALREADY_CRASHED, no(cashOut(house.millis())));
  }

  @Test
  void anAutomaticTargetBoundsThePayout() {
    long auto = house.place(ALICE, round, 2, 100, new Multiplier(120)).version();
    house.start(round);
    house.pass(Curve.msToReach(new Multiplier(160)));
    AccountEntry entry = ok(house.accounts.play(ALICE, new Cashout(auto, house.millis()), true));
    Close close = AccountBets.closeOf(entry, auto).orElseThrow();
    assertEquals(new Multiplier(120), close.multiplier());
    assertEquals(Close.Result.AUTO, close.result());
  }

  @Test
  void aWonAutomaticBetAnswersItsWinAlsoAfterTheCrash() {
    long auto = house.place(ALICE, round, 2, 100, new Multiplier(120)).version();
    house.start(round);
    house.pass(flightMs + 20);
    Cashout late = new Cashout(auto, house.millis());
    Close unannounced =
        AccountBets.closeOf(ok(house.accounts.play(ALICE, late, true)), auto).orElseThrow();
    assertEquals(new Multiplier(120), unannounced.multiplier());
    house.crash(round);
    assertEquals(
        unannounced,
        AccountBets.closeOf(ok(house.accounts.play(ALICE, late, true)), auto).orElseThrow());
  }

  @Test
  void otherBetsThatAreOverEndInTheSameEntry() {
    house.start(round);
    house.crash(round);
    long next = house.open(500);
    Bet second = house.bet(2, next, 1, 50);
    long secondId = ok(house.accounts.play(ALICE, second, true)).version();
    house.start(next);
    house.pass(100);
    AccountEntry entry =
        ok(house.accounts.play(ALICE, new Cashout(secondId, house.millis()), true));
    assertEquals(Wei.ZERO, entry.after().locked());
  }

  @Test
  void aBetThatTheAccountNeverHadIsNotFound() {
    house.start(round);
    for (long strange : new long[] {1, bet + 1, 1_000_000}) {
      assertEquals(
          LedgerRejection.NOT_FOUND,
          no(house.accounts.play(ALICE, new Cashout(strange, house.millis()), true)));
    }
  }

  @Test
  void aRefundedBetIsNotFlying() {
    house.voidRound();
    assertEquals(CrashRejection.NOT_FLYING, no(cashOut(house.millis())));
    ok(house.accounts.settle(ALICE));
    assertEquals(CrashRejection.NOT_FLYING, no(cashOut(house.millis())));
  }

  private Answer cashOut(long stampMs) {
    return house.accounts.play(ALICE, new Cashout(bet, stampMs), true);
  }
}
