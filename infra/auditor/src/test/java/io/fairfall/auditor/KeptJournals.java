package io.fairfall.auditor;

import io.fairfall.journal.Append;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.journal.TransactionalAppend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Journals in memory that know what was ever written into them. */
final class KeptJournals implements Journals {
  private final Journals journals = new MemoryJournals();
  private final List<Entry> written = new ArrayList<>();

  /** Every entry, in the order in which they came. */
  List<Entry> written() {
    return List.copyOf(written);
  }

  @Override
  public Optional<Entry> head(String journal) {
    return journals.head(journal);
  }

  @Override
  public List<Entry> range(String journal, long from, long to) {
    return journals.range(journal, from, to);
  }

  @Override
  public List<Entry> latest(String journal, long before, int limit) {
    return journals.latest(journal, before, limit);
  }

  @Override
  public Append append(Entry entry) {
    Append outcome = journals.append(entry);
    if (outcome instanceof Append.Written) {
      written.add(entry);
    }
    return outcome;
  }

  @Override
  public TransactionalAppend appendTogether(List<Entry> entries) {
    TransactionalAppend outcome = journals.appendTogether(entries);
    if (outcome instanceof TransactionalAppend.Written) {
      written.addAll(entries);
    }
    return outcome;
  }
}
