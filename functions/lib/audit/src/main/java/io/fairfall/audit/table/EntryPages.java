package io.fairfall.audit.table;

import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import java.util.List;

/** Whether a journal goes on behind what one read of it brought. */
public final class EntryPages {
  /** A query ends after so many entries or after a megabyte; below half of it, at the end. */
  private static final int SMALL_CHARACTERS = 500_000;

  private EntryPages() {}

  /** Whether a page that was read without an end of its own is the journal's last one. */
  public static boolean isLast(List<Entry> page) {
    int characters = page.stream().mapToInt(entry -> entry.body().length()).sum();
    return page.size() < Journals.MAX_ENTRIES_PER_READ && characters < SMALL_CHARACTERS;
  }
}
