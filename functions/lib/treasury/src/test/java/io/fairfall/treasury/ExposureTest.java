package io.fairfall.treasury;

import static io.fairfall.treasury.ToldFacts.ALICE;
import static io.fairfall.treasury.ToldFacts.BOB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.crash.GameJournal;
import io.fairfall.crash.RoundEvent;
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Entry;
import io.fairfall.journal.ForwardingJournals;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExposureTest {
  private static final long START_MS = 1_800_000_000_000L;
  private static final Wei MAX_PROFIT = Wei.of(1_000);

  private final Journals events = new MemoryJournals();
  private final GameJournal game = new GameJournal(events);
  private final HouseJournal house =
      new HouseJournal(events, InstantSource.system(), AppendLoop.inRealTime());

  @Test
  void aBetInFlightCountsAsIfItReachedTheLargestProfit() {
    open(1);
    ToldFacts.tell(events, 1, ToldFacts.bet(ALICE, 2, 100));
    assertBankroll(-1_000);
  }

  @Test
  void aBetThatIsNotSettledCountsAsIfItWereCashedOutAtTheCrashPoint() {
    open(1);
    ToldFacts.tell(events, 1, ToldFacts.bet(ALICE, 2, 100));
    crash(1, 250);
    assertBankroll(-150);
  }

  @Test
  void aBetThatHasEndedCountsAsItEndedWhetherItIsPostedOrNot() {
    open(1);
    PublicBetEvent alice = ToldFacts.bet(ALICE, 2, 100);
    PublicBetEvent bob = ToldFacts.bet(BOB, 2, 50);
    ToldFacts.tell(events, 1, alice, bob, ToldFacts.lost(alice, 3));
    crash(1, 250);
    assertBankroll(100 - 75);
    house.post(1, takings -> true);
    assertBankroll(100 - 75);
    ToldFacts.tell(events, 1, ToldFacts.lost(bob, 3));
    assertBankroll(150);
    house.post(1, takings -> true);
    assertBankroll(150);
  }

  @Test
  void aVoidedRoundCostsNothing() {
    open(1);
    ToldFacts.tell(events, 1, ToldFacts.bet(ALICE, 2, 100));
    game.append(2, new RoundEvent.Voided("0".repeat(64), "late"), START_MS);
    assertBankroll(0);
  }

  @Test
  void aRoundOfLongAgoIsPosted() {
    open(1);
    ToldFacts.tell(events, 1, ToldFacts.bet(ALICE, 2, 100));
    crash(1, 250);
    long later = START_MS + 600_000;
    assertEquals(
        BigInteger.ZERO, Exposure.bankrollAtWorst(house, game, events, Long.MAX_VALUE, later));
  }

  /** Forty were looked at once, and what was older did not count. */
  @Test
  void everyRoundThatMayNotBePostedCounts() {
    open(1);
    ToldFacts.tell(events, 1, ToldFacts.bet(ALICE, 2, 100));
    for (long round = 2; round <= 299; round++) {
      open(round);
    }
    assertBankroll(-1_000);
  }

  @Test
  void moreRoundsThanAreLookedAtAreNotKnown() {
    for (long round = 1; round <= 301; round++) {
      open(round);
    }
    assertThrows(
        StoreUnavailableException.class,
        () -> Exposure.bankrollAtWorst(house, game, events, Long.MAX_VALUE, START_MS));
  }

  @Test
  void whatIsPostedAllTheTimeIsNotKnown() {
    open(1);
    AtomicInteger others = new AtomicInteger();
    Journals busy =
        new ForwardingJournals(events) {
          @Override
          public Optional<Entry> head(String journal) {
            Optional<Entry> head = super.head(journal);
            if (journal.equals(HouseJournal.NAME)) {
              int number = others.incrementAndGet();
              house.fund(new HouseFunding("f-" + number, BigInteger.ONE, "ann", "meanwhile"));
            }
            return head;
          }
        };
    HouseJournal seen = new HouseJournal(busy, InstantSource.system(), AppendLoop.inRealTime());
    assertThrows(
        StoreUnavailableException.class,
        () -> Exposure.bankrollAtWorst(seen, game, events, Long.MAX_VALUE, START_MS));
    assertTrue(others.get() > 2);
  }

  private void open(long version) {
    game.append(
        version,
        new RoundEvent.Opened(
            "c",
            1,
            "0".repeat(64),
            START_MS,
            START_MS + 6_000,
            START_MS + 7_000,
            Wei.of(1),
            Wei.of(1_000),
            MAX_PROFIT,
            1),
        START_MS);
  }

  private void crash(long round, long hundredths) {
    long startsAt = START_MS + 7_000;
    game.append(round + 1, new RoundEvent.Started(startsAt), startsAt);
    game.append(
        round + 2,
        new RoundEvent.Crashed(new Multiplier(hundredths), startsAt + 5_000, "0".repeat(64)),
        startsAt);
  }

  private void assertBankroll(long wei) {
    assertEquals(
        BigInteger.valueOf(wei),
        Exposure.bankrollAtWorst(house, game, events, Long.MAX_VALUE, START_MS));
  }
}
