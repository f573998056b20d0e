package io.fairfall.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A stretch is read to its end, or it is said that its end was not reached. */
class JournalReaderTest {
  private static final String JOURNAL = "long";
  private static final int PAGE = Journals.MAX_ENTRIES_PER_READ;

  private final Journals journals = new MemoryJournals();
  private final JournalReader reader = new JournalReader(journals, 3);

  @Test
  void everyEntryOfSeveralPagesIsRead() {
    fill(2 * PAGE + 7);
    assertEquals(versions(1, 2 * PAGE + 7), versions(reader.all(JOURNAL, 1)));
    assertEquals(versions(PAGE, 2 * PAGE + 7), versions(reader.all(JOURNAL, PAGE)));
    assertEquals(List.of(), reader.all(JOURNAL, 2 * PAGE + 8));
    assertEquals(List.of(), reader.all("empty", 1));
  }

  @Test
  void asManyAsThePagesHoldAreReadAndOneMoreIsUnknown() {
    fill(3 * PAGE);
    assertEquals(3 * PAGE, reader.all(JOURNAL, 1).size());
    fill(3 * PAGE + 1);
    assertThrows(JournalTooLongException.class, () -> reader.all(JOURNAL, 1));
    assertEquals(3 * PAGE, reader.all(JOURNAL, 2).size());
  }

  @Test
  void aStretchIsReadToItsLastSlot() {
    fill(3 * PAGE + 1);
    List<Entry> read = new ArrayList<>();
    reader.each(JOURNAL, 3, 3L * PAGE, read::add);
    assertEquals(versions(3, 3 * PAGE), versions(read));
    read.clear();
    reader.each(JOURNAL, 5, 4, read::add);
    assertEquals(List.of(), read);
  }

  @Test
  void whoHasFoundWhatTheyLookedForReadsNoFurther() {
    fill(3 * PAGE + 1);
    List<Entry> read = new ArrayList<>();
    reader.each(
        JOURNAL,
        1,
        Long.MAX_VALUE,
        entry -> {
          read.add(entry);
          return entry.version() < PAGE + 5;
        });
    assertEquals(versions(1, PAGE + 5), versions(read));
  }

  private void fill(long upTo) {
    long from = journals.head(JOURNAL).map(Entry::version).orElse(0L) + 1;
    for (long version = from; version <= upTo; version++) {
      journals.append(new Entry(JOURNAL, version, "test", 0, "{}"));
    }
  }

  private static List<Long> versions(List<Entry> entries) {
    return entries.stream().map(Entry::version).toList();
  }

  private static List<Long> versions(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }
}
