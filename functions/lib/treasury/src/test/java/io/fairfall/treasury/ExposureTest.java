package io.fairfall.treasury;

import static io.fairfall.treasury.ToldFacts.ALICE;
import static io.fairfall.treasury.ToldFacts.BOB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
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
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExposureTest {
  private static final long START_MS = 1_800_000_000_000L;
  private static final Wei MAX_PROFIT = Wei.of(1_000);

  private final Journals events = new MemoryJournals();
  private final GameJournal game = new GameJournal(events);
  private UnpostedRounds place = new UnpostedRounds(1, Set.of());
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
  void aRoundThatThePlaceDoesNotNameIsPosted() {
    open(1);
    ToldFacts.tell(events, 1, ToldFacts.bet(ALICE, 2, 100));
    crash(1, 250);
    place = new UnpostedRounds(4, Set.of());
    assertBankroll(0);
  }

  /** Forty rounds were looked at once, and what was older did not count. */
  @ParameterizedTest
  @ValueSource(ints = {41, 299})
  void aLossThatIsNotPostedCountsHoweverManyRoundsAreNewer(int newer) {
    open(1);
    ToldFacts.tell(events, 1, ToldFacts.bet(ALICE, 2, 100));
    for (long round = 2; round <= 1 + newer; round++) {
      open(round);
    }
    assertBankroll(-1_000);
  }

  /** Its posting failed, and five thousand rounds have been posted since. */
  @Test
  void aLossThatWaitsBesideTheCursorCountsWhateverWasPlayedSince() {
    open(1);
    ToldFacts.tell(events, 1, ToldFacts.bet(ALICE, 2, 100));
    crash(1, 250);
    for (long round = 4; round <= 5_003; round++) {
      open(round);
    }
    place = new UnpostedRounds(5_004, Set.of(1L));
    assertBankroll(-150);
  }

  @Test
  void moreRoundsThanAreLookedAtAreNotKnown() {
    for (long round = 1; round <= 300; round++) {
      open(round);
    }
    assertBankroll(0);
    open(301);
    assertUnknown(reader(house, ExposureReader.Bounds.PRODUCTION), "more than 300 rounds");
  }

  /** Each bound with pages of two: as many rounds as may be, and one more. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void withBoundsThatAreSmallTheSameIsSaidSooner(int most) {
    ExposureReader small = reader(house, new ExposureReader.Bounds(2, most, 2));
    open(1);
    ToldFacts.tell(events, 1, ToldFacts.bet(ALICE, 2, 100));
    for (long round = 2; round <= most; round++) {
      open(round);
    }
    assertEquals(BigInteger.valueOf(-1_000), known(small).bankrollAtWorst());
    assertEquals(most, known(small).rounds());
    open(most + 1);
    assertUnknown(small, "more than " + most + " rounds");
    // those that wait beside the cursor are counted with the others
    place = new UnpostedRounds(2, Set.of(1L));
    assertUnknown(small, "more than " + most + " rounds");
    place = new UnpostedRounds(3, Set.of(1L));
    assertEquals(BigInteger.valueOf(-1_000), known(small).bankrollAtWorst());
  }

  @Test
  void whatCannotBeReadIsNotKnown() {
    open(1);
    events.append(new Entry(HouseJournal.postingsOf(1), 1, HouseEntry.Posted.TYPE, 1, "{}"));
    assertUnknown(reader(house, ExposureReader.Bounds.PRODUCTION), "cannot be read");
    place = new UnpostedRounds(9, Set.of(2L));
    assertUnknown(reader(house, ExposureReader.Bounds.PRODUCTION), "there is no round 2");
  }

  @Test
  void aStoreThatDoesNotAnswerIsAskedAgain() {
    FaultyStore faulty = new FaultyStore(events, 1, false);
    HouseJournal unanswered =
        new HouseJournal(faulty, InstantSource.system(), AppendLoop.inRealTime());
    assertThrows(
        StoreUnavailableException.class,
        () -> reader(unanswered, ExposureReader.Bounds.PRODUCTION).read());
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
              house.fund(
                  new HouseFunding("f-" + number, BigInteger.ONE, "ann", "meanwhile"),
                  ToldFacts.free(house));
            }
            return head;
          }
        };
    HouseJournal seen = new HouseJournal(busy, InstantSource.system(), AppendLoop.inRealTime());
    assertUnknown(reader(seen, ExposureReader.Bounds.PRODUCTION), "all the time");
    assertEquals(1 + ExposureReader.Bounds.PRODUCTION.maxTries(), others.get());
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
        known(reader(house, ExposureReader.Bounds.PRODUCTION)).bankrollAtWorst());
  }

  private static void assertUnknown(ExposureReader reader, String why) {
    ExposureReading.Unknown unknown =
        assertInstanceOf(ExposureReading.Unknown.class, reader.read());
    assertTrue(unknown.why().contains(why), unknown.why());
  }

  private static Exposure known(ExposureReader reader) {
    return assertInstanceOf(ExposureReading.Known.class, reader.read()).exposure();
  }

  private ExposureReader reader(HouseJournal books, ExposureReader.Bounds bounds) {
    return new ExposureReader(books, game, events, () -> place, bounds);
  }
}
