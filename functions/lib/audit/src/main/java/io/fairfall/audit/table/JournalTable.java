package io.fairfall.audit.table;

import io.fairfall.journal.Entry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of journals, read from end to end. The entries of one journal come one after another, by
 * ascending version, in one segment; the journals come in any order.
 */
public interface JournalTable {
  /** Most items that {@link #rows} takes at once. */
  int MAX_ROWS = 100;

  /**
   * One part of the table, and how many parts there are.
   *
   * @param index from 0
   */
  record Segment(int index, int of) {}

  /** A slot of a journal. */
  record Place(String journal, long version) {}

  /** One item of the table. */
  sealed interface Row {
    Place place();

    /** An entry. */
    record Stored(Entry entry) implements Row {
      @Override
      public Place place() {
        return new Place(entry.journal(), entry.version());
      }
    }

    /** Something that no journal writes. */
    record Unreadable(Place place, String what) implements Row {}
  }

  /**
   * What one read brought.
   *
   * @param last where the next read goes on, or null if the segment has ended
   */
  record Page(List<Row> rows, @Nullable Place last) {}

  /**
   * Reads on in a segment.
   *
   * @param after the last place that was read, or null to begin
   */
  Page read(Segment segment, @Nullable Place after);

  /**
   * Certain slots, as they are now; empty ones are left out.
   *
   * @param places at most {@link #MAX_ROWS}, each once
   */
  List<Row> rows(List<Place> places);
}
