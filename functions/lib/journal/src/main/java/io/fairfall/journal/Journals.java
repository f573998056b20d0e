package io.fairfall.journal;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The journals of one table. Reads are strongly consistent: they see every append that was
 * acknowledged before they began.
 *
 * <p>Every method can throw {@link StoreUnavailableException}.
 */
public interface Journals {
  /** The most entries that one call returns; a longer range is read in several calls. */
  int MAX_ENTRIES_PER_READ = 200;

  /** The most entries that one call puts together. */
  int MAX_ENTRIES_TOGETHER = 100;

  /** The newest entry of a journal, or nothing if it has none. */
  Optional<Entry> head(String journal);

  /**
   * Entries in the slots {@code from} to {@code to}, both included, oldest first; at most {@link
   * #MAX_ENTRIES_PER_READ} of them.
   */
  List<Entry> range(String journal, long from, long to);

  /**
   * The newest entries below a slot, newest first.
   *
   * @param before only slots below this one; {@link Long#MAX_VALUE} for the newest of all
   * @param limit between 1 and {@link #MAX_ENTRIES_PER_READ}
   */
  List<Entry> latest(String journal, long before, int limit);

  /**
   * Those of some journals that have an entry: for telling at once who is new.
   *
   * @param journals any number, their names
   */
  default Set<String> existing(Collection<String> journals) {
    return journals.stream()
        .filter(journal -> head(journal).isPresent())
        .collect(Collectors.toSet());
  }

  /** Puts an entry into its slot if the slot is free. */
  Append append(Entry entry);

  /**
   * Puts entries into their slots, all or none, if all slots are free.
   *
   * @param entries 2 to {@link #MAX_ENTRIES_TOGETHER}, no two of them for one slot
   */
  TransactionalAppend appendTogether(List<Entry> entries);

  /**
   * Puts one entry or several into their slots, all or none: a single one costs no transaction.
   *
   * @param entries 1 to {@link #MAX_ENTRIES_TOGETHER}, no two of them for one slot
   */
  default TransactionalAppend put(List<Entry> entries) {
    if (entries.size() > 1) {
      return appendTogether(entries);
    }
    return switch (append(entries.getFirst())) {
      case Append.Written written -> new TransactionalAppend.Written();
      case Append.SlotTaken(Entry winner) -> new TransactionalAppend.SlotsTaken(List.of(winner));
      case Append.Contended contended -> new TransactionalAppend.Contended();
    };
  }
}
