package io.fairfall.audit.increment;

import io.fairfall.crash.GameJournal;
import io.fairfall.crash.RoundEvent;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The rounds that the game journal tells of, back to an instant. */
final class GameRounds {
  private GameRounds() {}

  /** Those that were opened, started or ended at or after an instant. */
  static Set<Long> since(Journals events, long sinceMs) {
    Set<Long> rounds = new TreeSet<>();
    long before = Long.MAX_VALUE;
    List<Entry> page = newest(events, before);
    while (!page.isEmpty()) {
      for (Entry entry : page) {
        if (entry.atMs() < sinceMs) {
          return rounds;
        }
        rounds.add(roundOf(entry));
      }
      before = page.getLast().version();
      page = newest(events, before);
    }
    return rounds;
  }

  private static List<Entry> newest(Journals events, long before) {
    return events.latest(GameJournal.NAME, before, Journals.MAX_ENTRIES_PER_READ);
  }

  /** An opening's slot is its round's id; starts and voids are in the next, crashes behind it. */
  private static long roundOf(Entry entry) {
    return switch (entry.type()) {
      case RoundEvent.Started.TYPE, RoundEvent.Voided.TYPE -> Math.max(1, entry.version() - 1);
      case RoundEvent.Crashed.TYPE -> Math.max(1, entry.version() - 2);
      default -> entry.version();
    };
  }
}
