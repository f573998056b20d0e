package io.fairfall.bench;

import io.fairfall.journal.Append;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.TransactionalAppend;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Journals that pass every entry on and keep the newest ones only: enough for whoever appends, so
 * that a history of any length is made in little memory. For one thread.
 */
final class PassingJournals implements Journals {
  private final Map<String, NavigableMap<Long, Entry>> journals = new HashMap<>();
  private final Consumer<Entry> next;
  private final int kept;

  /**
   * @param next who gets every entry
   * @param kept how many entries of a journal stay
   */
  PassingJournals(Consumer<Entry> next, int kept) {
    this.next = next;
    this.kept = kept;
  }

  /** Keeps nothing of a journal any more. */
  void forget(String journal) {
    journals.remove(journal);
  }

  @Override
  public Optional<Entry> head(String journal) {
    return latest(journal, Long.MAX_VALUE, 1).stream().findFirst();
  }

  @Override
  public List<Entry> range(String journal, long from, long to) {
    return to < from
        ? List.of()
        : slots(journal).subMap(from, true, to, true).values().stream()
            .limit(MAX_ENTRIES_PER_READ)
            .toList();
  }

  @Override
  public List<Entry> latest(String journal, long before, int limit) {
    return slots(journal).headMap(before, false).descendingMap().values().stream()
        .limit(limit)
        .toList();
  }

  @Override
  public Append append(Entry entry) {
    Entry winner = slots(entry.journal()).putIfAbsent(entry.version(), entry);
    if (winner != null) {
      return new Append.SlotTaken(winner);
    }
    pass(entry);
    return new Append.Written(entry);
  }

  @Override
  public TransactionalAppend appendTogether(List<Entry> entries) {
    List<Entry> winners =
        entries.stream()
            .map(entry -> slots(entry.journal()).get(entry.version()))
            .filter(Objects::nonNull)
            .toList();
    if (!winners.isEmpty()) {
      return new TransactionalAppend.SlotsTaken(winners);
    }
    entries.forEach(
        entry -> {
          slots(entry.journal()).put(entry.version(), entry);
          pass(entry);
        });
    return new TransactionalAppend.Written();
  }

  private void pass(Entry entry) {
    next.accept(entry);
    NavigableMap<Long, Entry> slots = slots(entry.journal());
    if (slots.size() > kept) {
      slots.pollFirstEntry();
    }
  }

  private NavigableMap<Long, Entry> slots(String journal) {
    return journals.computeIfAbsent(journal, name -> new TreeMap<>());
  }
}
