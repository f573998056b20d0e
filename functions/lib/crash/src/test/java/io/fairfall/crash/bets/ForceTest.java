package io.fairfall.crash.bets;

import static io.fairfall.crash.bets.CrashFixture.ALICE;
import static io.fairfall.crash.bets.CrashFixture.no;
import static io.fairfall.crash.bets.CrashFixture.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.journal.MemoryJournals;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A round with a force point: where the house can pay no more, everybody is paid. */
class ForceTest {
  private static final long MS_AT_TWO = 11_553; // the first at which the curve is at 2.00

  private final CrashFixture house =
      new CrashFixture(new MemoryJournals(), new MemoryJournals(), 1);
  private long round;
  private AccountEntry bet;

  @BeforeEach
  void aBetOnARoundThatCrashesAtThreeAndIsForcedAtTwo() {
    house.fund(ALICE, 1_000);
    round = house.open(300);
    bet = house.place(ALICE, round, 1, 100);
    house.start(round, 200);
  }

  @Test
  void whoWaitsTooLongIsPaidAtTheForcePoint() {
    house.crash(round);
    ok(house.accounts.settle(ALICE));
    assertEquals(Wei.of(1_100), house.replay(ALICE).available());
  }

  @Test
  void aCashoutBeforeItIsPaidAtItsStamp() {
    house.pass(5_000);
    Close close = cashOut();
    assertEquals(Close.Result.CASHED_OUT, close.result());
    assertEquals(new Multiplier(134), close.multiplier());
    house.crash(round);
    house.replay(ALICE);
  }

  @Test
  void aCashoutAfterItIsPaidAtTheForcePoint() {
    house.pass(MS_AT_TWO + 3_000);
    Close close = cashOut();
    assertEquals(Close.Result.AUTO, close.result());
    assertEquals(new Multiplier(200), close.multiplier());
    house.crash(round);
    house.replay(ALICE);
  }

  @Test
  void anAutomaticTargetBelowItStands() {
    long next = nextRound(300);
    house.place(ALICE, next, 1, 100, new Multiplier(150));
    house.start(next, 200);
    house.crash(next);
    AccountEntry settled = ok(house.accounts.settle(ALICE));
    assertEquals(new Multiplier(150), AccountBets.closes(settled).getLast().multiplier());
    house.replay(ALICE);
  }

  @Test
  void aCrashBeforeItIsALoss() {
    long next = nextRound(199);
    AccountEntry lost = house.place(ALICE, next, 1, 100);
    house.start(next, 200);
    house.crash(next);
    ok(house.accounts.settle(ALICE));
    assertEquals(
        CrashRejection.ALREADY_CRASHED,
        no(house.accounts.play(ALICE, new Cashout(lost.version(), house.millis()), true)));
    house.replay(ALICE);
  }

  private long nextRound(long crashHundredths) {
    house.crash(round);
    return house.open(crashHundredths);
  }

  private Close cashOut() {
    AccountEntry entry =
        ok(house.accounts.play(ALICE, new Cashout(bet.version(), house.millis()), true));
    return AccountBets.closeOf(entry, bet.version()).orElseThrow();
  }
}
