package io.fairfall.audit.check;

import io.fairfall.audit.checkpoint.Checkpoints;
import io.fairfall.audit.table.JournalTable;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacKeySource;
import java.util.Optional;

/**
 * What an audit may read, and the checkpoints that it keeps.
 *
 * @param accounts the accounts' table from end to end
 * @param accountJournals the same, by journal
 * @param events the events' table from end to end
 * @param eventJournals the same, by journal
 * @param checkpoints nothing where the auditor sees none
 * @param keys nothing where the auditor has none: then seals are not checked
 * @param payouts nothing where the auditor does not see them: then withdrawals are judged by their
 *     receipts alone
 */
public record Evidence(
    JournalTable accounts,
    Journals accountJournals,
    JournalTable events,
    Journals eventJournals,
    Optional<Checkpoints> checkpoints,
    Optional<MacKeySource> keys,
    Optional<Payouts> payouts) {
  /**
   * What is known of payouts.
   *
   * @param table from end to end
   * @param journals the same, by journal
   */
  public record Payouts(JournalTable table, Journals journals) {}

  /** Of an auditor who does not see the payouts. */
  public Evidence(
      JournalTable accounts,
      Journals accountJournals,
      JournalTable events,
      Journals eventJournals,
      Optional<Checkpoints> checkpoints,
      Optional<MacKeySource> keys) {
    this(accounts, accountJournals, events, eventJournals, checkpoints, keys, Optional.empty());
  }
}
