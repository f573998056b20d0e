package io.fairfall.auditor;

import io.fairfall.journal.Append;
import io.fairfall.journal.Entry;
import io.fairfall.journal.ForwardingJournals;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.journal.TransactionalAppend;
import java.util.ArrayList;
import java.util.List;

/** Journals in memory that know what was ever written into them. */
final class KeptJournals extends ForwardingJournals {
  private final List<Entry> written = new ArrayList<>();

  KeptJournals() {
    super(new MemoryJournals());
  }

  /** Every entry, in the order in which they came. */
  List<Entry> written() {
    return List.copyOf(written);
  }

  @Override
  public Append append(Entry entry) {
    Append outcome = super.append(entry);
    if (outcome instanceof Append.Written) {
      written.add(entry);
    }
    return outcome;
  }

  @Override
  public TransactionalAppend appendTogether(List<Entry> entries) {
    TransactionalAppend outcome = super.appendTogether(entries);
    if (outcome instanceof TransactionalAppend.Written) {
      written.addAll(entries);
    }
    return outcome;
  }
}
