package io.fairfall.ledger;

import io.fairfall.journal.Entry;

/**
 * Account entries as the bodies of journal entries. The form is the game's, since holds and their
 * ends are; what every game has in common is in {@link StoredParts}.
 */
public interface EntryCodec {
  /** The journal entry for an account entry, not sealed yet. */
  Entry write(String journal, AccountEntry entry, long nowMs);

  /**
   * The account entry that a journal entry holds; its invariants are checked on the way.
   *
   * @throws RuntimeException if it holds none
   */
  AccountEntry read(Entry entry);
}
