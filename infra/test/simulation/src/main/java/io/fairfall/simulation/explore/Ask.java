package io.fairfall.simulation.explore;

import io.fairfall.journal.Entry;
import java.util.List;

/** What a process wants from the world before it can go on. */
sealed interface Ask {
  /** To send a request; only from a step of the game on. */
  record Send(int fromStep) implements Ask {}

  /** The newest entries of a journal below a version. */
  record Latest(Journal where, String journal, long before, int limit) implements Ask {}

  /** Entries from one version to another. */
  record Range(Journal where, String journal, long from, long to) implements Ask {}

  /** The outcome of a round. */
  record Secret(long roundId) implements Ask {}

  /** To put entries, all or none. */
  record Put(Journal where, List<Entry> entries) implements Ask {}

  /** The two tables. */
  enum Journal {
    ACCOUNTS,
    EVENTS
  }
}
