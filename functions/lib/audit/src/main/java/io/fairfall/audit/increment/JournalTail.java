package io.fairfall.audit.increment;

import io.fairfall.audit.table.EntryPages;
import io.fairfall.audit.table.JournalTable;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One journal from a slot on, in the shape of a table, so that it is judged like one. Its first
 * page was read when it was asked whether anything is new.
 */
final class JournalTail implements JournalTable {
  private final Journals journals;
  private final String journal;
  private final List<Entry> firstPage;

  /**
   * @param firstPage what was read already, oldest first; it may begin with entries that are known
   */
  JournalTail(Journals journals, String journal, List<Entry> firstPage) {
    this.journals = journals;
    this.journal = journal;
    this.firstPage = List.copyOf(firstPage);
  }

  @Override
  public Page read(Segment segment, @Nullable Place after) {
    long last = after == null ? 0 : after.version();
    boolean isFirst = firstPage.isEmpty() || firstPage.getLast().version() > last;
    List<Entry> page = isFirst ? firstPage : journals.range(journal, last + 1, Long.MAX_VALUE);
    List<Row> rows =
        page.stream()
            .filter(entry -> entry.version() > last)
            .map(entry -> (Row) new Row.Stored(entry))
            .toList();
    return new Page(
        rows, EntryPages.isLast(page) ? null : new Place(journal, page.getLast().version()));
  }

  @Override
  public List<Row> rows(List<Place> places) {
    throw new UnsupportedOperationException("a tail is read from its beginning to its end");
  }
}
