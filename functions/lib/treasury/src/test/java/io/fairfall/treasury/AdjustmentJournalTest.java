package io.fairfall.treasury;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.crash.bets.BetEntryCodec;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.ledger.AccountEntry;
import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators give and take is in the house's books, each adjustment once. */
class AdjustmentJournalTest {
  private static final String ALICE = "0xa11ce";
  private static final long NOW_MS = 1_800_000_000_000L;

  private final MemoryJournals events = new MemoryJournals();
  private final HouseJournal house =
      new HouseJournal(events, InstantSource.system(), AppendLoop.inRealTime());

  @Test
  void whatIsGivenLeavesTheHouseAndWhatIsTakenComesToIt() {
    assertTrue(on(events).post(posting(3, -500)));
    assertTrue(on(events).post(posting(4, 200)));
    assertEquals(new HouseBalance(2, big(-300), big(0)), house.books());
    Entry own = events.head(AdjustmentJournal.journalOf(ALICE, 3)).orElseThrow();
    assertEquals(events.range(HouseJournal.NAME, 1, 1).getFirst().body(), own.body());
    assertEquals(posting(3, -500), ((HouseEntry.Adjusted) HouseJson.read(own)).posting());
  }

  @Test
  void anAdjustmentIsPostedOnceWhoeverFollowsTheAccounts() throws Exception {
    try (ExecutorService projectors = Executors.newFixedThreadPool(4)) {
      List<Future<Boolean>> posting = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        long version = 1L + i % 10;
        posting.add(projectors.submit(() -> on(events).post(posting(version, -7))));
      }
      int written = 0;
      for (Future<Boolean> one : posting) {
        written += one.get() ? 1 : 0;
      }
      assertEquals(10, written);
    }
    assertEquals(new HouseBalance(10, big(-70), big(0)), house.books());
  }

  @Test
  void fromTheFirstPostingOnItIsKnownSinceWhenAdjustmentsArePosted() {
    assertEquals(OptionalLong.empty(), AdjustmentJournal.since(events));
    on(events).post(posting(3, -500));
    OptionalLong since = AdjustmentJournal.since(events);
    assertEquals(OptionalLong.of(NOW_MS), since);
    new AdjustmentJournal(
            events, InstantSource.fixed(Instant.ofEpochMilli(NOW_MS + 5)), AppendLoop.inRealTime())
        .post(posting(4, -500));
    assertEquals(since, AdjustmentJournal.since(events), "it is said once");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoIsStoppedAnywhereIsMadeGoodByTheNext(boolean onlyTheAnswerIsLost) {
    int calls = 0;
    for (int failing = 1; ; failing++) {
      MemoryJournals table = new MemoryJournals();
      FaultyStore faulty = new FaultyStore(table, failing, onlyTheAnswerIsLost);
      boolean isStopped = false;
      try {
        on(faulty).post(posting(3, -500));
      } catch (StoreUnavailableException expected) {
        isStopped = true;
      }
      on(table).post(posting(3, -500));
      assertEquals(
          new HouseBalance(1, big(-500), big(0)),
          new HouseJournal(table, InstantSource.system(), AppendLoop.inRealTime()).books(),
          "stopped at call " + failing);
      assertEquals(1, table.head(AdjustmentJournal.SINCE).orElseThrow().version());
      if (!isStopped) {
        break;
      }
      calls = failing;
    }
    assertTrue(calls >= 5, "reads and two writes: " + calls);
  }

  @Test
  void onlyAdjustmentsThatMoveTheHousesMoneyAreItsBusiness() {
    TreasuryFixture casino = new TreasuryFixture(5);
    casino.round();
    casino.settle();
    int adjustments = 0;
    for (String player : TreasuryFixture.PLAYERS) {
      for (Entry stored : casino.entries(player)) {
        AccountEntry read = BetEntryCodec.INSTANCE.read(stored);
        Optional<AdjustmentPosting> due = AdjustmentJournal.of(stored, read);
        assertEquals(read.kind() == AccountEntry.Kind.ADJUSTMENT, due.isPresent());
        if (due.isPresent()) {
          adjustments++;
          assertEquals(new AdjustmentPosting(player, stored.version(), big(-1_000)), due.get());
        }
      }
    }
    assertTrue(adjustments > 0);
    assertFalse(AdjustmentJournal.isOne(AdjustmentJournal.SINCE));
    assertThrows(IllegalArgumentException.class, () -> posting(3, 0));
  }

  private static AdjustmentPosting posting(long version, long delta) {
    return new AdjustmentPosting(ALICE, version, big(delta));
  }

  private static AdjustmentJournal on(Journals journals) {
    return new AdjustmentJournal(
        journals, InstantSource.fixed(Instant.ofEpochMilli(NOW_MS)), AppendLoop.inRealTime());
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }
}
