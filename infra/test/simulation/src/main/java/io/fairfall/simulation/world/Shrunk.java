package io.fairfall.simulation.world;

import io.fairfall.crash.GameJournal;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.ledger.Bounds;
import io.fairfall.resilience.BoundListener;
import io.fairfall.resilience.LruCache;
import io.fairfall.simulation.history.RunHistory;
import io.fairfall.simulation.history.Sizes;
import java.util.List;
import java.util.Set;

/** Components with the bounds that a run has drawn, which tell when they are met. */
public final class Shrunk {
  /** The names that bounds have in a history. */
  public static final Set<String> ALL =
      Set.of(
          "journal.readEntries",
          "journal.tries",
          "ledger.firstEntries",
          "ledger.pageEntries",
          "ledger.tries",
          "ledger.patientTries",
          "ledger.heads",
          "ledger.settings",
          "ledger.keyWindow",
          "ledger.recentOperations",
          "ledger.rate",
          "crash.rounds",
          "crash.facts");

  private Shrunk() {}

  /** The ledger's. */
  public static Bounds bounds(Sizes sizes, BoundListener listener) {
    return new Bounds(
        sizes.firstEntries(),
        sizes.pageEntries(),
        sizes.pagesBeforeReceipts(),
        sizes.tries(),
        sizes.patientTries(),
        sizes.heads(),
        sizes.settings(),
        bound -> listener.reached("ledger." + bound));
  }

  static GameJournal game(SimulatedWorld world) {
    RunHistory history = world.history();
    return new GameJournal(
        world.eventJournals(),
        new LruCache<>(history.sizes().rounds(), () -> history.reached("crash.rounds")));
  }

  /** A read that brings no more than a run's size of a page. */
  static List<Entry> page(
      Journals journals, String journal, long from, long to, Sizes sizes, BoundListener listener) {
    long last = Math.min(to, from + sizes.readEntries() - 1);
    List<Entry> page = journals.range(journal, from, last);
    if (last < to && page.size() == sizes.readEntries()) {
      listener.reached("journal.readEntries");
    }
    return page;
  }
}
