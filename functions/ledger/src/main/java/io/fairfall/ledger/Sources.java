package io.fairfall.ledger;

import io.fairfall.game.GameJournal;
import io.fairfall.game.RoundSecret;
import io.fairfall.journal.Journals;
import io.fairfall.journal.SealKeySource;
import io.fairfall.settings.SettingsJournal;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * What the ledger reads, and the one thing that it writes.
 *
 * @param accounts the accounts' journals, and those of external operations
 * @param secrets undisclosed outcomes by round, for cashouts in flight; nothing where none may be
 *     read
 * @param keys what entries are sealed with
 */
public record Sources(
    Journals accounts,
    GameJournal game,
    SettingsJournal settings,
    LongFunction<Optional<RoundSecret>> secrets,
    SealKeySource keys) {}
