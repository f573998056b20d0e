package io.fairfall.journal;

import java.util.List;

/**
 * What became of several appends in one transaction: all of them, or none. Anything else is a
 * {@link StoreUnavailableException}: then nobody knows.
 */
public sealed interface TransactionalAppend {
  /** Every entry is in its slot. */
  record Written() implements TransactionalAppend {}

  /** None was written: these entries had taken some of the slots before. */
  record SlotsTaken(List<Entry> winners) implements TransactionalAppend {}

  /** None was written: another transaction was at work on one of the slots. Look again. */
  record Contended() implements TransactionalAppend {}
}
