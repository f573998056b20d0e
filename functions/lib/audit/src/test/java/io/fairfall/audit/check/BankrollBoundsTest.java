package io.fairfall.audit.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.crash.GameJournal;
import io.fairfall.crash.RoundEvent.Opened;
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.PublicBetEvent.Kind;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import io.fairfall.treasury.HouseFunding;
import io.fairfall.treasury.HouseJournal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BankrollBoundsTest {
  private static final long START_MS = 1_800_000_000_000L;
  private static final long MINUTE_MS = 60_000;

  /** Of a house that is funded with 1,000. */
  private static final long FUNDED = 1_000;

  private final Journals events = new MemoryJournals();
  private long nowMs = START_MS;
  private final HouseJournal house =
      new HouseJournal(events, () -> Instant.ofEpochMilli(nowMs), AppendLoop.inRealTime());
  private final GameJournal game = new GameJournal(events);
  private BankrollBounds bounds = new BankrollBounds(events);
  private long round;

  @BeforeEach
  void fund() {
    house.fund(new HouseFunding("f-1", BigInteger.valueOf(FUNDED), "ann", "the opening bankroll"));
    pass();
  }

  /** Three hundred rounds were remembered once, posted or not. */
  @ParameterizedTest
  @ValueSource(ints = {41, 300, 400})
  void aWinThatIsNotPostedCountsHoweverManyRoundsAreNewer(int newer) {
    lost(open(), 100);
    for (int i = 0; i < newer; i++) {
      open();
    }
    assertRange(FUNDED - 100 - 1_000, FUNDED + 100);
  }

  /** The conductor does not count on what so many may cost; nobody can tell what was owned. */
  @Test
  void moreRoundsThanThatAreNotKnown() {
    for (int i = 0; i < 340; i++) {
      lost(open(), 1);
    }
    assertEquals(BigInteger.valueOf(FUNDED + 340), around().orElseThrow().high());
    lost(open(), 1);
    assertEquals(Optional.empty(), around());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 3", "2, 1", "3, 2"})
  void withBoundsThatAreSmallTheSameIsSaidSooner(int newest, int most) {
    bounds = new BankrollBounds(events, new BankrollBounds.Bounds(newest, most));
    for (int i = 0; i < newest + most; i++) {
      lost(open(), 1);
    }
    assertEquals(BigInteger.valueOf(FUNDED + newest + most), around().orElseThrow().high());
    lost(open(), 1);
    assertEquals(Optional.empty(), around());
    for (int i = 0; i < 50; i++) {
      lost(open(), 1);
    }
    assertEquals(Optional.empty(), around());
    for (long id = 1; id <= round - newest - most; id++) {
      house.post(id, pnl -> true);
    }
    pass();
    pass();
    // each look takes some of them: a round is opened before each
    for (int i = 0; i < 52 && around().isEmpty(); i++) {
      lost(open(), 1);
      house.post(round - newest - most, pnl -> true);
      pass();
    }
    assertTrue(around().isPresent());
  }

  /** Clocks may be a minute apart: what was written then may have been there or not. */
  @Test
  void whatTheHouseWasGivenWithinAMinuteMayHaveBeenThere() {
    long instant = nowMs;
    fund("f-2", 30_000, 10);
    fund("f-3", 30_001, 100);
    assertEquals(Optional.of(range(FUNDED, FUNDED + 10)), bounds.around(instant, 1));
    assertEquals(Optional.of(range(FUNDED, FUNDED + 110)), bounds.around(instant + 1, 1));
  }

  private void fund(String id, long laterMs, long wei) {
    nowMs += laterMs;
    house.fund(new HouseFunding(id, BigInteger.valueOf(wei), "ann", "more"));
  }

  /** What is posted by then counts among the newest rounds only. */
  @Test
  void aRoundThatIsPostedWholeCountsAmongTheNewestOnly() {
    long first = open();
    lost(first, 100);
    house.post(first, pnl -> true);
    for (int i = 0; i < 39; i++) {
      open();
    }
    assertRange(FUNDED - 1_000, FUNDED + 200);
    open();
    assertRange(FUNDED + 100, FUNDED + 100);
  }

  /** An audit comes later than all of it; what it judges is how it was between. */
  @Test
  void aRoundThatIsPostedInPartStillCounts() {
    long first = open();
    lost(first, 100);
    tell(first, fact(2, Kind.BET, 50));
    house.post(first, pnl -> true);
    for (int i = 0; i < 41; i++) {
      open();
    }
    pass();
    long whenOpen = nowMs;
    pass();
    tell(first, fact(2, Kind.CLOSE, 50));
    pass();
    long whenTold = nowMs;
    pass();
    house.post(first, pnl -> true);
    pass();
    pass();
    Optional<BankrollBounds.Range> inPart =
        Optional.of(range(FUNDED + 100 - 150 - 2_000, FUNDED + 100 + 150));
    bounds = new BankrollBounds(events);
    for (long id = 1; id <= round; id++) {
      bounds.opened(id, opening(START_MS));
    }
    assertEquals(inPart, bounds.around(whenOpen, round + 1));
    assertEquals(inPart, bounds.around(whenTold, round + 1));
    assertRange(FUNDED + 150, FUNDED + 150);
  }

  /** Nothing is ever posted of a round that was void. */
  @Test
  void roundsThatComeToNothingAreDoneHoweverManyTheyAre() {
    for (int i = 0; i < 400; i++) {
      long id = open();
      tell(id, fact(1, Kind.BET, 100));
      tell(id, fact(1, Kind.REFUND, 100));
    }
    for (int i = 0; i < 41; i++) {
      open();
    }
    assertRange(FUNDED, FUNDED);
  }

  /** Whoever goes on behind an entry was shown the last rounds again, and looks for older ones. */
  @Test
  void whoGoesOnWithinTheGameCountsWhatIsOlder() {
    long first = open();
    lost(first, 100);
    for (int i = 0; i < 80; i++) {
      open();
    }
    BankrollBounds resumed = new BankrollBounds(events);
    for (long id = round - 60; id <= round; id++) {
      resumed.opened(id, opening());
    }
    assertEquals(
        Optional.of(range(FUNDED - 100 - 1_000, FUNDED + 100)), resumed.around(nowMs, round + 1));
  }

  private void lost(long id, long stake) {
    tell(id, fact(1, Kind.BET, stake));
    tell(id, fact(1, Kind.CLOSE, stake));
  }

  private long open() {
    round++;
    game.append(round, opening(), nowMs);
    bounds.opened(round, opening());
    return round;
  }

  private Opened opening() {
    return opening(nowMs);
  }

  private static Opened opening(long opensAt) {
    return new Opened(
        "c",
        1,
        "0".repeat(64),
        opensAt,
        opensAt + 6_000,
        opensAt + 7_000,
        Wei.of(1),
        Wei.of(1_000),
        Wei.of(1_000),
        1);
  }

  private void tell(long id, PublicBetEvent fact) {
    long next = events.head(RoundFacts.journalOf(id)).map(entry -> entry.version() + 1).orElse(1L);
    events.append(RoundFacts.write(id, next, List.of(fact), nowMs));
  }

  private PublicBetEvent fact(long bet, Kind kind, long stake) {
    return new PublicBetEvent(
        "ann",
        kind == Kind.BET ? bet : bet + 10,
        kind,
        Long.toString(bet),
        1,
        Wei.of(stake),
        null,
        kind == Kind.REFUND ? Multiplier.ONE : null,
        switch (kind) {
          case BET -> null;
          case REFUND -> Wei.of(stake);
          case CASHOUT, CLOSE -> Wei.ZERO;
        },
        nowMs);
  }

  private void pass() {
    nowMs += 2 * MINUTE_MS;
  }

  private Optional<BankrollBounds.Range> around() {
    return bounds.around(nowMs, round + 1);
  }

  private void assertRange(long low, long high) {
    pass();
    assertEquals(Optional.of(range(low, high)), around());
  }

  private static BankrollBounds.Range range(long low, long high) {
    return new BankrollBounds.Range(BigInteger.valueOf(low), BigInteger.valueOf(high), true);
  }
}
