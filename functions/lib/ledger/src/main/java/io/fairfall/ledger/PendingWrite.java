package io.fairfall.ledger;

import io.fairfall.journal.Entry;
import java.util.List;

/**
 * What an accepted operation writes, all or none, and where the account stands after it.
 *
 * @param entries the account's next entry, sealed; before it the receipt, if the operation leaves
 *     one
 * @param head to build the next entry on: it is there only once this was written
 */
record PendingWrite(List<Entry> entries, AccountReader.Head head) {
  PendingWrite {
    entries = List.copyOf(entries);
  }
}
