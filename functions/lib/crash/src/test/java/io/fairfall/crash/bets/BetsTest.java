package io.fairfall.crash.bets;

import static io.fairfall.crash.bets.CrashFixture.ALICE;
import static io.fairfall.crash.bets.CrashFixture.no;
import static io.fairfall.crash.bets.CrashFixture.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.journal.MemoryJournals;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.LedgerRejection;
import io.fairfall.ledger.Rejection;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rule book of bets. */
class BetsTest {
  private final CrashFixture house =
      new CrashFixture(new MemoryJournals(), new MemoryJournals(), 1);
  private long round;

  @BeforeEach
  void anOpenRoundAndAThousandWei() {
    round = house.open(200);
    house.fund(ALICE, 1_000);
  }

  @Test
  void aStakeMovesFromAvailableToLocked() {
    AccountEntry entry = house.place(ALICE, round, 1, 300);
    assertEquals(Wei.of(700), entry.after().available());
    assertEquals(Wei.of(300), entry.after().locked());
    assertEquals("-300,300,0,0", entry.legs().written());
    assertEquals(entry.version(), AccountBets.placed(entry).orElseThrow().id());
  }

  @Test
  void aRoundTakesBetsUntilTheInstantBeforeItCloses() {
    house.pass(CrashFixture.BETTING_MS - 1);
    house.place(ALICE, round, 1, 100);
    house.pass(1);
    assertEquals(CrashRejection.ROUND_CLOSED, refusal(house.bet(2, round, 2, 100)));
  }

  @Test
  void aLateClockClosesTheRoundAlsoForAStampInTime() {
    Bet stamped = house.bet(1, round, 1, 100);
    house.pass(CrashFixture.BETTING_MS);
    assertEquals(CrashRejection.ROUND_CLOSED, refusal(stamped));
  }

  @Test
  void onlyTheRoundThatIsOpenTakesBets() {
    assertEquals(CrashRejection.ROUND_CLOSED, refusal(house.bet(1, round + 1, 1, 100)));
    assertEquals(CrashRejection.ROUND_CLOSED, refusal(house.bet(1, round + 100, 1, 100)));
    house.start(round);
    assertEquals(CrashRejection.ROUND_CLOSED, refusal(house.bet(1, round, 1, 100)));
  }

  @Test
  void aStakeKeepsItsBounds() {
    assertEquals(CrashRejection.STAKE_OUT_OF_BOUNDS, refusal(house.bet(1, round, 1, 9)));
    assertEquals(CrashRejection.STAKE_OUT_OF_BOUNDS, refusal(house.bet(1, round, 1, 1_000_001)));
    house.place(ALICE, round, 1, 10);
  }

  @Test
  void aRoundWhoseBankrollAllowsNoProfitTakesNoBetWhateverItsStake() {
    house.start(round);
    house.crash(round);
    // the smallest stake is 10: a hundredth of less than that nobody can be paid
    long unfunded = house.open(200, Wei.ZERO);
    assertEquals(CrashRejection.HOUSE_UNFUNDED, refusal(house.bet(1, unfunded, 1, 100)));
    assertEquals(CrashRejection.HOUSE_UNFUNDED, refusal(house.bet(1, unfunded, 1, 1)));
    house.start(unfunded);
    house.crash(unfunded);
    long funded = house.open(200, Wei.of(1));
    assertEquals(CrashRejection.STAKE_OUT_OF_BOUNDS, refusal(house.bet(1, funded, 1, 101)));
    house.place(ALICE, funded, 1, 100);
  }

  @Test
  void aSeatTakesOneBetARound() {
    house.place(ALICE, round, 1, 100);
    assertEquals(CrashRejection.SEAT_TAKEN, refusal(house.bet(2, round, 1, 100)));
    house.place(ALICE, round, 2, 100);
    assertEquals(CrashRejection.SEAT_TAKEN, refusal(house.bet(3, round, 2, 100)));
  }

  @Test
  void nobodyStakesWhatTheyDoNotHave() {
    assertEquals(LedgerRejection.INSUFFICIENT_FUNDS, refusal(house.bet(1, round, 1, 1_001)));
    house.place(ALICE, round, 1, 600);
    assertEquals(LedgerRejection.INSUFFICIENT_FUNDS, refusal(house.bet(2, round, 2, 401)));
    assertEquals(2, house.accounts.read(ALICE).version());
  }

  @Test
  void anExpectedVersionThatHasPassedIsAConflict() {
    Bet bet = new Bet(house.id(0), round, 1, Wei.of(100), null, OptionalLong.of(0), house.millis());
    assertEquals(LedgerRejection.VERSION_CONFLICT, refusal(bet));
  }

  @Test
  void theProfitIsCappedAtTheRoundsMaximum() {
    house.fund(ALICE, 1_000_000);
    AccountEntry entry = house.place(ALICE, round, 1, 1_000_000);
    assertEquals(new Multiplier(10_100), AccountBets.placed(entry).orElseThrow().cap());
    assertEquals(new Multiplier(133), BetRule.cap(Wei.of(3), Wei.of(1)));
  }

  @Test
  void aBetThatCouldWinNothingIsNotTaken() {
    assertTrue(BetRule.canWin(Wei.of(100), Wei.of(1)));
    assertFalse(BetRule.canWin(Wei.of(101), Wei.of(1)));
    assertFalse(BetRule.canWin(Wei.of(1), Wei.ZERO));
  }

  @Test
  void aBetOnTheNextRoundFirstEndsTheBetsOfTheLast() {
    house.place(ALICE, round, 1, 500);
    house.place(ALICE, round, 2, 500, new Multiplier(150));
    house.start(round);
    house.crash(round);
    long next = house.open(300);
    AccountEntry entry = house.place(ALICE, next, 1, 700);
    assertEquals(2, AccountBets.closes(entry).size());
    assertEquals(Close.Result.LOST, AccountBets.closes(entry).getFirst().result());
    assertEquals(Close.Result.AUTO, AccountBets.closes(entry).getLast().result());
    assertEquals(Wei.of(750), AccountBets.closes(entry).getLast().payout());
    assertEquals(Wei.of(50), entry.after().available());
    assertEquals(Wei.of(700), entry.after().locked());
    assertEquals("50,-300,250,0", entry.legs().written());
  }

  @Test
  void aVoidedRoundGivesStakesBack() {
    house.place(ALICE, round, 1, 500);
    house.pass(20_000);
    house.voidRound();
    AccountEntry entry = ok(house.accounts.settle(ALICE));
    assertEquals(Close.Result.REFUNDED, AccountBets.closes(entry).getFirst().result());
    assertEquals(Wei.of(1_000), entry.after().available());
    assertEquals(new Answer.Nothing(entry.after()), house.accounts.settle(ALICE));
  }

  private Rejection refusal(Bet bet) {
    return no(house.accounts.play(ALICE, bet, true));
  }
}
