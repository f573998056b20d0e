package io.fairfall.journal;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Journals that hand every call on to others, for those that do one thing differently. */
public abstract class ForwardingJournals implements Journals {
  private final Journals journals;

  public ForwardingJournals(Journals journals) {
    this.journals = journals;
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
  public Set<String> existing(Collection<String> names) {
    return journals.existing(names);
  }

  @Override
  public Append append(Entry entry) {
    return journals.append(entry);
  }

  @Override
  public TransactionalAppend appendTogether(List<Entry> entries) {
    return journals.appendTogether(entries);
  }
}
