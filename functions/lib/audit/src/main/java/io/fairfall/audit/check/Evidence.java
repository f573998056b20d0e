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
 */
public record Evidence(
    JournalTable accounts,
    Journals accountJournals,
    JournalTable events,
    Journals eventJournals,
    Optional<Checkpoints> checkpoints,
    Optional<MacKeySource> keys) {}
