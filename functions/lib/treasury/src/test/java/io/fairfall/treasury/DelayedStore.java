package io.fairfall.treasury;

import io.fairfall.journal.Append;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.TransactionalAppend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A store whose first transaction arrives later, and until then is told to have met another. */
final class DelayedStore implements Journals {
  private final Journals journals;
  private final List<Entry> underWay = new ArrayList<>();

  DelayedStore(Journals journals) {
    this.journals = journals;
  }

  /** What was under way arrives. */
  void arrive() {
    journals.appendTogether(List.copyOf(underWay));
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
    return journals.append(entry);
  }

  @Override
  public TransactionalAppend appendTogether(List<Entry> entries) {
    if (!underWay.isEmpty()) {
      return journals.appendTogether(entries);
    }
    underWay.addAll(entries);
    return new TransactionalAppend.Contended();
  }
}
