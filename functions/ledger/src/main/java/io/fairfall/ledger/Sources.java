package io.fairfall.ledger;

import io.fairfall.journal.Journals;
import io.fairfall.journal.SealKeySource;
import io.fairfall.settings.SettingsJournal;

/**
 * What the ledger reads, and the one thing that it writes.
 *
 * @param accounts the accounts' journals, and those of external operations
 * @param game the game that stakes are held for
 * @param keys what entries are sealed with
 */
public record Sources(Journals accounts, Game game, SettingsJournal settings, SealKeySource keys) {}
