package io.fairfall.audit.table;

import io.fairfall.crash.GameJournal;
import io.fairfall.journal.Append;
import io.fairfall.journal.Entry;
import io.fairfall.journal.ForwardingJournals;
import io.fairfall.journal.Journals;
import io.fairfall.journal.TransactionalAppend;
import io.fairfall.resilience.LruCache;
import java.util.List;
import java.util.Optional;

/**
 * The events' journals, with the rounds that were read last kept in memory for all segments: every
 * account asks for the same ones. Nothing can be appended through it.
 */
public final class CachedEventJournals extends ForwardingJournals {
  /** About a kilobyte each. */
  private static final int MAX_ROUNDS = 10_000;

  private static final int SLOTS_OF_A_ROUND = 3;

  private final LruCache<Long, List<Entry>> rounds = new LruCache<>(MAX_ROUNDS);

  public CachedEventJournals(Journals events) {
    super(events);
  }

  @Override
  public List<Entry> range(String journal, long from, long to) {
    if (!journal.equals(GameJournal.NAME) || to - from != SLOTS_OF_A_ROUND - 1) {
      return super.range(journal, from, to);
    }
    Optional<List<Entry>> known = rounds.get(from);
    if (known.isPresent()) {
      return known.get();
    }
    List<Entry> read = super.range(journal, from, to);
    if (read.size() == SLOTS_OF_A_ROUND) {
      rounds.put(from, read);
    }
    return read;
  }

  @Override
  public Append append(Entry entry) {
    throw new UnsupportedOperationException("an audit writes no history");
  }

  @Override
  public TransactionalAppend appendTogether(List<Entry> entries) {
    throw new UnsupportedOperationException("an audit writes no history");
  }
}
