package io.fairfall.crash.bets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.crash.bets.PublicBetEvent.Kind;
import io.fairfall.journal.AppendListener;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.money.Wei;
import io.fairfall.resilience.Backoff;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Facts are gathered while the newest entry is young. Time passes only where somebody waits. */
class RoundProjectionPaceTest {
  private static final long ROUND = 7;
  private static final long INTERVAL_MS = 1_000;

  private final Journals journals = new MemoryJournals();
  private long nowMs = 1_800_000_000_000L;
  private long betId;

  @Test
  void theFirstEntryOfARoundWaitsForNothing() {
    long began = nowMs;
    assertTrue(log(INTERVAL_MS).add(List.of(bet())));
    assertEquals(began, nowMs);
  }

  @Test
  void entriesAreAnIntervalApartWhoeverWritesThem() {
    assertTrue(log(INTERVAL_MS).add(List.of(bet())));
    nowMs += 300;
    assertTrue(log(INTERVAL_MS).add(List.of(bet())));
    nowMs += 5 * INTERVAL_MS;
    assertTrue(log(INTERVAL_MS).add(List.of(bet())));
    List<Long> at = entries().stream().map(Entry::atMs).toList();
    assertEquals(INTERVAL_MS, at.get(1) - at.get(0));
    assertEquals(5 * INTERVAL_MS, at.get(2) - at.get(1), "nobody had to wait");
  }

  @Test
  void whatIsKnownIsNotWaitedFor() {
    PublicBetEvent fact = bet();
    assertTrue(log(INTERVAL_MS).add(List.of(fact)));
    long began = nowMs;
    assertTrue(log(INTERVAL_MS).add(List.of(fact)));
    assertEquals(began, nowMs);
    assertEquals(1, entries().size());
  }

  @Test
  void noFactIsHeldBackForLongerThanFiveSecondsHoweverManyWatch() {
    assertTrue(log(60_000).add(List.of(bet())));
    PublicBetEvent late = bet();
    assertTrue(log(60_000).add(List.of(late)));
    assertEquals(RoundProjection.MAX_GATHER_MS, nowMs - late.at());
    PublicBetEvent old = bet();
    nowMs += RoundProjection.MAX_GATHER_MS;
    long began = nowMs;
    assertTrue(log(60_000).add(List.of(old)));
    assertEquals(began, nowMs);
  }

  private RoundProjection log(long intervalMs) {
    return new RoundProjection(
        journals,
        ROUND,
        () -> Instant.ofEpochMilli(nowMs),
        new AppendLoop(
            AppendLoop.MAX_TRIES,
            new Backoff(AppendLoop.DELAYS, () -> new Random(1), ms -> nowMs += ms),
            AppendListener.NONE),
        () -> intervalMs);
  }

  private List<Entry> entries() {
    return journals.range(RoundFacts.journalOf(ROUND), 1, Long.MAX_VALUE);
  }

  private PublicBetEvent bet() {
    betId++;
    return new PublicBetEvent(
        "0xa11ce00000000000000000000000000000000001",
        betId,
        Kind.BET,
        Long.toString(betId),
        1,
        Wei.of(5),
        null,
        null,
        null,
        nowMs);
  }
}
