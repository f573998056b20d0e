package io.fairfall.realtime.recovery;

import io.fairfall.crash.GameJournal;
import io.fairfall.journal.Journals;

/**
 * The journals that clients are told about. Secrets are in a table that this function cannot read.
 *
 * @param accounts the accounts' journals
 * @param events the journals of the game and of rounds
 * @param game the game journal, read as rounds
 */
public record JournalSources(Journals accounts, Journals events, GameJournal game) {
  public JournalSources(Journals accounts, Journals events) {
    this(accounts, events, new GameJournal(events));
  }
}
