package io.fairfall.audit;

import io.fairfall.game.GameJournal;
import io.fairfall.journal.Append;
import io.fairfall.journal.AppendTogether;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The events' journals, with the rounds that were read last kept in memory for all segments: every
 * account asks for the same ones. Nothing can be appended through it.
 */
final class RememberedRounds implements Journals {
  /** About a kilobyte each. */
  private static final int MAX_ROUNDS = 10_000;

  private static final int SLOTS_OF_A_ROUND = 3;

  private final Journals events;
  private final Map<Long, Slots> rounds =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, Slots> eldest) {
              return size() > MAX_ROUNDS;
            }
          });

  private record Slots(List<Entry> entries) {}

  RememberedRounds(Journals events) {
    this.events = events;
  }

  @Override
  public Optional<Entry> head(String journal) {
    return events.head(journal);
  }

  @Override
  public List<Entry> range(String journal, long from, long to) {
    if (!journal.equals(GameJournal.NAME) || to - from != SLOTS_OF_A_ROUND - 1) {
      return events.range(journal, from, to);
    }
    Slots known = rounds.get(from);
    if (known != null) {
      return known.entries();
    }
    List<Entry> read = events.range(journal, from, to);
    if (read.size() == SLOTS_OF_A_ROUND) {
      rounds.put(from, new Slots(read));
    }
    return read;
  }

  @Override
  public List<Entry> latest(String journal, long before, int limit) {
    return events.latest(journal, before, limit);
  }

  @Override
  public Append append(Entry entry) {
    throw new UnsupportedOperationException("an audit writes no history");
  }

  @Override
  public AppendTogether appendTogether(List<Entry> entries) {
    throw new UnsupportedOperationException("an audit writes no history");
  }
}
