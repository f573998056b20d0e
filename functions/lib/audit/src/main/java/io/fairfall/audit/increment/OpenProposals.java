package io.fairfall.audit.increment;

import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.treasury.adjustments.AdjustmentProposal;
import io.fairfall.treasury.adjustments.ProposalEvent;
import io.fairfall.treasury.adjustments.ProposalJournal;
import io.fairfall.treasury.adjustments.ProposalJson;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The proposals of adjustments that the list tells of, back to a week before an instant: so long
 * one can be approved, and what is agreed on is carried out soon after that. A step that comes
 * later is met by the reading of everything.
 */
final class OpenProposals {
  private OpenProposals() {}

  /** The journals of those that could be agreed on at or after an instant. */
  static Set<String> since(Journals events, long sinceMs) {
    Set<String> journals = new TreeSet<>();
    long before = Long.MAX_VALUE;
    List<Entry> page = newest(events, before);
    while (!page.isEmpty()) {
      for (Entry entry : page) {
        if (entry.atMs() < sinceMs - AdjustmentProposal.WAITS_MS) {
          return journals;
        }
        journalOf(entry).ifPresent(journals::add);
      }
      before = page.getLast().version();
      page = newest(events, before);
    }
    return journals;
  }

  private static List<Entry> newest(Journals events, long before) {
    return events.latest(ProposalJournal.LIST, before, Journals.MAX_ENTRIES_PER_READ);
  }

  private static Optional<String> journalOf(Entry entry) {
    try {
      return ProposalJson.read(entry) instanceof ProposalEvent.Proposed(var one)
          ? Optional.of(ProposalJournal.journalOf(one.id()))
          : Optional.empty();
    } catch (RuntimeException malformed) {
      return Optional.empty(); // the list's own check has the finding
    }
  }
}
