package io.fairfall.withdrawals;

import io.fairfall.journal.Append;
import io.fairfall.journal.Entry;
import io.fairfall.journal.ForwardingJournals;
import io.fairfall.journal.Journals;
import io.fairfall.journal.TransactionalAppend;
import java.util.List;
import java.util.Optional;

/** Journals whose calls a {@link Kill} counts. */
final class KilledJournals extends ForwardingJournals {
  private final Kill kill;

  KilledJournals(Journals journals, Kill kill) {
    super(journals);
    this.kill = kill;
  }

  @Override
  public Optional<Entry> head(String journal) {
    return kill.storing(() -> super.head(journal));
  }

  @Override
  public List<Entry> range(String journal, long from, long to) {
    return kill.storing(() -> super.range(journal, from, to));
  }

  @Override
  public List<Entry> latest(String journal, long before, int limit) {
    return kill.storing(() -> super.latest(journal, before, limit));
  }

  @Override
  public Append append(Entry entry) {
    return kill.storing(() -> super.append(entry));
  }

  @Override
  public TransactionalAppend appendTogether(List<Entry> entries) {
    return kill.storing(() -> super.appendTogether(entries));
  }
}
