package io.fairfall.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Journals in memory: what simulations and rule tests run on. It keeps the same contract. */
public final class MemoryJournals implements Journals {
  private final Map<String, NavigableMap<Long, Entry>> journals = new ConcurrentHashMap<>();

  @Override
  public Optional<Entry> head(String journal) {
    return Optional.ofNullable(slots(journal).lastEntry()).map(Map.Entry::getValue);
  }

  @Override
  public List<Entry> range(String journal, long from, long to) {
    if (to < from) {
      return List.of();
    }
    return first(slots(journal).subMap(from, true, to, true), MAX_ENTRIES_PER_READ);
  }

  @Override
  public List<Entry> latest(String journal, long before, int limit) {
    return first(slots(journal).headMap(before, false).descendingMap(), limit);
  }

  @Override
  public synchronized Append append(Entry entry) {
    Entry winner = slots(entry.journal()).putIfAbsent(entry.version(), entry);
    return winner == null ? new Append.Written(entry) : new Append.SlotTaken(winner);
  }

  @Override
  public synchronized TransactionalAppend appendTogether(List<Entry> entries) {
    List<Entry> winners =
        entries.stream()
            .map(entry -> slots(entry.journal()).get(entry.version()))
            .filter(Objects::nonNull)
            .toList();
    if (!winners.isEmpty()) {
      return new TransactionalAppend.SlotsTaken(winners);
    }
    entries.forEach(entry -> slots(entry.journal()).put(entry.version(), entry));
    return new TransactionalAppend.Written();
  }

  private static List<Entry> first(NavigableMap<Long, Entry> slots, int limit) {
    List<Entry> entries = new ArrayList<>();
    for (Entry entry : slots.values()) {
      if (entries.size() == limit) {
        break;
      }
      entries.add(entry);
    }
    return List.copyOf(entries);
  }

  private NavigableMap<Long, Entry> slots(String journal) {
    return journals.computeIfAbsent(journal, name -> new ConcurrentSkipListMap<>());
  }
}
