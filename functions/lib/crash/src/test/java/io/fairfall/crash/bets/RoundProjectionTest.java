package io.fairfall.crash.bets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.crash.bets.PublicBetEvent.Kind;
import io.fairfall.journal.AppendListener;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.money.Wei;
import io.fairfall.resilience.Backoff;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** Projectors that write to the journal of one round at once. */
class RoundProjectionTest {
  private static final long ROUND = 7;
  private static final int TRIES = 4;

  private final Journals journals = new MemoryJournals();
  private long bets;

  @Test
  void whoLosesASlotDropsWhatStandsNow() {
    List<PublicBetEvent> facts = List.of(bet(), bet(), bet());
    RoundProjection log = besides(number -> other(number == 1 ? facts.subList(0, 2) : List.of()));
    assertTrue(log.add(facts));
    assertEquals(1, log.appended());
    assertEquals(facts, RoundFacts.all(journals, ROUND));
    assertEquals(2, entries().size());
  }

  @Test
  void whatOthersHaveToldMeanwhileIsNotToldAgain() {
    List<PublicBetEvent> facts = List.of(bet(), bet());
    RoundProjection log = besides(number -> other(facts));
    assertTrue(log.add(facts));
    assertEquals(0, log.appended());
    assertEquals(1, entries().size());
  }

  @Test
  void whoAlwaysComesSecondSaysSo() {
    PublicBetEvent fact = bet();
    List<Integer> tries = new ArrayList<>();
    RoundProjection log =
        besides(
            number -> {
              tries.add(number);
              other(List.of(bet()));
            });
    assertFalse(log.add(List.of(fact)));
    assertEquals(List.of(1, 2, 3, 4), tries);
    assertFalse(RoundFacts.all(journals, ROUND).contains(fact));
    assertTrue(besides(number -> {}).add(List.of(fact)));
  }

  /** Tries are counted for each entry, so that many facts do not use up each other's. */
  @Test
  void moreFactsThanAnEntryHoldsAreSeveralEntries() {
    List<PublicBetEvent> facts = new ArrayList<>();
    for (int i = 0; i < 3 * RoundFacts.MAX_FACTS_PER_ENTRY + 1; i++) {
      facts.add(bet());
    }
    RoundProjection log = besides(number -> other(number < TRIES - 1 ? List.of(bet()) : List.of()));
    assertTrue(log.add(facts));
    assertEquals(facts.size(), log.appended());
    assertTrue(RoundFacts.all(journals, ROUND).containsAll(facts));
    assertEquals(4 * (TRIES - 1), entries().size());
  }

  @Test
  void aFactThatIsGivenTwiceStandsOnce() {
    PublicBetEvent fact = bet();
    RoundProjection log = besides(number -> {});
    assertTrue(log.add(List.of(fact, fact)));
    assertTrue(log.add(List.of()));
    assertEquals(1, log.appended());
  }

  private RoundProjection besides(IntConsumer work) {
    Backoff backoff = new Backoff(AppendLoop.DELAYS, () -> new Random(1), ms -> {});
    AppendListener faster =
        new AppendListener() {
          @Override
          public void decided(String journal, int number) {
            work.accept(number);
          }
        };
    return new RoundProjection(
        journals, ROUND, InstantSource.system(), new AppendLoop(TRIES, backoff, faster));
  }

  private void other(List<PublicBetEvent> facts) {
    if (!facts.isEmpty()) {
      long slot = entries().size() + 1L;
      journals.append(RoundFacts.write(ROUND, slot, facts, slot));
    }
  }

  private List<Entry> entries() {
    return journals.range(RoundFacts.journalOf(ROUND), 1, Long.MAX_VALUE);
  }

  private PublicBetEvent bet() {
    bets++;
    return new PublicBetEvent(
        "0xa11ce00000000000000000000000000000000001",
        bets,
        Kind.BET,
        Long.toString(bets),
        1,
        Wei.of(5),
        null,
        null,
        null,
        1);
  }
}
