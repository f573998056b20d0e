package io.fairfall.journal;

import java.util.List;

/**
 * What became of several appends in one transaction: all of them, or none. Anything else is a
 * {@link StoreUnavailable}: then nobody knows.
 */
public sealed interface AppendTogether {
  /** Every entry is in its slot. */
  record Written() implements AppendTogether {}

  /** None was written: these entries had taken some of the slots before. */
  record SlotsTaken(List<Entry> winners) implements AppendTogether {}

  /** None was written: another transaction was at work on one of the slots. Look again. */
  record Contended() implements AppendTogether {}
}
