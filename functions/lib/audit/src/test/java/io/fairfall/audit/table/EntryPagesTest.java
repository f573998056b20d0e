package io.fairfall.audit.table;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A query ends where its limit is, or a megabyte: both may have more behind them. */
class EntryPagesTest {
  private static Entry entry(int characters) {
    return new Entry("round:1", 1, "bets", 1, "x".repeat(characters));
  }

  @Test
  void aShortAndSmallPageIsTheLastOne() {
    assertTrue(EntryPages.isLast(List.of()));
    assertTrue(
        EntryPages.isLast(Collections.nCopies(Journals.MAX_ENTRIES_PER_READ - 1, entry(100))));
    assertTrue(EntryPages.isLast(List.of(entry(499_999))));
  }

  @Test
  void aFullOneAndALargeOneAreNot() {
    assertFalse(EntryPages.isLast(Collections.nCopies(Journals.MAX_ENTRIES_PER_READ, entry(1))));
    assertFalse(EntryPages.isLast(List.of(entry(250_000), entry(250_000))));
  }
}
