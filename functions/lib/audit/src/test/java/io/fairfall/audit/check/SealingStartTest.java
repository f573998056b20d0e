package io.fairfall.audit.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.fairfall.crash.GameJournal;
import io.fairfall.journal.Entry;
import io.fairfall.journal.MemoryJournals;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Since when the events are sealed, where writers of two releases were at work together. */
class SealingStartTest {
  private static final long START_MS = 1_800_000_000_000L;

  /** A release, and clocks that are apart. */
  private static final long HOUR_MS = 3_600_000 + 60_000;

  private final MemoryJournals events = new MemoryJournals();
  private long slot;

  @Test
  void whereNothingIsSealedNothingSaysSinceWhen() {
    write(START_MS, "");
    assertNull(start());
  }

  @Test
  void theFirstSealedEntryOfTheHourBeforeTheLastUnsealedOneTellsForAll() {
    write(START_MS - 2, "");
    write(START_MS - 1, "");
    write(START_MS, "1.seal");
    write(START_MS + HOUR_MS, "");
    write(START_MS + HOUR_MS + 1, "1.seal");
    assertEquals(START_MS, start());
  }

  @Test
  void aSealedEntryOfLongerBeforeTellsNothing() {
    write(START_MS - 2, "");
    write(START_MS - 1, "");
    write(START_MS, "1.seal");
    write(START_MS + HOUR_MS + 1, "");
    write(START_MS + HOUR_MS + 2, "1.seal");
    assertEquals(START_MS + HOUR_MS + 2, start());
  }

  private @Nullable Long start() {
    return SealingStart.read(events).of(GameJournal.NAME);
  }

  private void write(long atMs, String seal) {
    events.append(new Entry(GameJournal.NAME, ++slot, "round_open", atMs, "{}", seal));
  }
}
