package io.fairfall.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Reads a stretch of a journal that may be longer than one read brings. The pages are bounded. A
 * stretch that goes on after them is a {@link JournalTooLongException}, never what was read so far.
 */
public final class JournalReader {
  private final Journals journals;
  private final int maxPages;

  /**
   * @param maxPages of up to {@link Journals#MAX_ENTRIES_PER_READ} entries; fewer where entries are
   *     large, since a page is a megabyte at most
   */
  public JournalReader(Journals journals, int maxPages) {
    this.journals = journals;
    this.maxPages = maxPages;
  }

  /**
   * Every entry from a slot on.
   *
   * @throws JournalTooLongException if there are more than the pages hold
   */
  public List<Entry> all(String journal, long from) {
    List<Entry> all = new ArrayList<>();
    each(
        journal,
        from,
        Long.MAX_VALUE,
        entry -> {
          all.add(entry);
          return true;
        });
    return all;
  }

  /**
   * Reads the slots {@code from} to {@code to}, both included, oldest first.
   *
   * @param goesOn is shown each entry; false ends the reading
   * @throws JournalTooLongException if the pages end before the stretch does, and {@code goesOn}
   *     never said false
   */
  public void each(String journal, long from, long to, Predicate<Entry> goesOn) {
    long next = from;
    for (int page = 0; page < maxPages; page++) {
      List<Entry> entries = next > to ? List.of() : journals.range(journal, next, to);
      if (entries.isEmpty()) {
        return;
      }
      for (Entry entry : entries) {
        if (!goesOn.test(entry)) {
          return;
        }
      }
      next = entries.getLast().version() + 1;
    }
    if (next <= to && !journals.range(journal, next, next).isEmpty()) {
      throw new JournalTooLongException(journal, maxPages);
    }
  }
}
