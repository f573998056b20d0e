package io.fairfall.bench;

import io.fairfall.journal.Entry;
import io.fairfall.journal.ForwardingJournals;
import io.fairfall.journal.Journals;
import java.util.List;
import java.util.Optional;

/** Journals that tell of each read. */
final class CountedReads extends ForwardingJournals {
  private final Runnable reading;

  CountedReads(Journals journals, Runnable reading) {
    super(journals);
    this.reading = reading;
  }

  @Override
  public Optional<Entry> head(String journal) {
    reading.run();
    return super.head(journal);
  }

  @Override
  public List<Entry> range(String journal, long from, long to) {
    reading.run();
    return super.range(journal, from, to);
  }

  @Override
  public List<Entry> latest(String journal, long before, int limit) {
    reading.run();
    return super.latest(journal, before, limit);
  }
}
