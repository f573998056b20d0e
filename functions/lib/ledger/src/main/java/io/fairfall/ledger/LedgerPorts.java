package io.fairfall.ledger;

import io.fairfall.journal.Journals;
import io.fairfall.journal.MacKeySource;
import io.fairfall.settings.SettingsJournal;

/**
 * What the ledger reads, and the one thing that it writes.
 *
 * @param accounts the accounts' journals, and those of external operations
 * @param game the game that stakes are held for
 * @param keys what entries are sealed with
 */
public record LedgerPorts(
    Journals accounts, Game game, SettingsJournal settings, MacKeySource keys) {}
