package io.fairfall.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every store of journals promises. */
abstract class JournalsContract {
  abstract Journals journals();

  @Test
  void anEmptyJournalHasNoHead() {
    assertEquals(Optional.empty(), journals().head("empty"));
    assertEquals(List.of(), journals().range("empty", 1, 100));
  }

  @Test
  void ofManyJournalsItIsSaidAtOnceWhichHaveEntries() {
    List<String> asked = new ArrayList<>();
    Set<String> begun = new HashSet<>();
    for (int i = 0; i < 230; i++) {
      asked.add("begun:" + i);
      if (i % 3 == 0) {
        append("begun:" + i, 1, "first");
        begun.add("begun:" + i);
      }
    }
    append("begun:0", 2, "second");
    asked.add("begun:0");
    assertEquals(begun, journals().existing(asked));
    assertEquals(Set.of(), journals().existing(List.of()));
  }

  @Test
  void theHeadIsTheNewestEntry() {
    append("heads", 1, "one");
    append("heads", 2, "two");
    assertEquals("two", journals().head("heads").orElseThrow().body());
  }

  @Test
  void aSlotIsWrittenOnceAndItsHolderIsGivenBack() {
    append("slots", 1, "first");
    Append second = journals().append(entry("slots", 1, "second"));
    assertEquals("first", assertInstanceOf(Append.SlotTaken.class, second).winner().body());
    assertEquals("first", journals().head("slots").orElseThrow().body());
  }

  @Test
  void ofManyWritersOfOneSlotExactlyOneWins() throws Exception {
    List<Callable<Append>> writers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      Entry entry = entry("race", 1, "writer " + i);
      writers.add(() -> journals().append(entry));
    }
    List<Append> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Append> outcome : threads.invokeAll(writers)) {
        outcomes.add(outcome.get());
      }
    }
    Entry winner = journals().head("race").orElseThrow();
    assertEquals(1, outcomes.stream().filter(new Append.Written(winner)::equals).count());
    assertEquals(15, outcomes.stream().filter(new Append.SlotTaken(winner)::equals).count());
  }

  @Test
  void aRangeIsReadOldestFirstAndInPages() {
    for (int version = 1; version <= Journals.MAX_ENTRIES_PER_READ + 5; version++) {
      append("long", version, "entry " + version);
    }
    List<Entry> page = journals().range("long", 3, Long.MAX_VALUE);
    assertEquals(Journals.MAX_ENTRIES_PER_READ, page.size());
    assertEquals(3, page.getFirst().version());
    assertEquals(Journals.MAX_ENTRIES_PER_READ + 2, page.getLast().version());
    assertEquals(List.of(), journals().range("long", 5, 4));
  }

  @Test
  void theLatestEntriesAreReadNewestFirst() {
    for (int version = 1; version <= 5; version++) {
      append("latest", version, "entry " + version);
    }
    assertEquals(
        List.of(3L, 2L), journals().latest("latest", 4, 2).stream().map(Entry::version).toList());
    assertEquals(
        List.of(5L),
        journals().latest("latest", Long.MAX_VALUE, 1).stream().map(Entry::version).toList());
  }

  @Test
  void anEntryIsReadAsItWasWritten() {
    Entry written =
        new Entry("exact", 1, "a type", 1_800_000_000_123L, "{\"a\":\"ü \\u0000 😀\",\"b\":1.50}");
    journals().append(written);
    assertEquals(written, journals().head("exact").orElseThrow());
  }

  @Test
  void aSealIsKeptWithItsEntry() {
    Entry sealed = new Entry("sealed", 1, "test", 5, "{}", "1.seal");
    journals().append(sealed);
    assertEquals(sealed, journals().head("sealed").orElseThrow());
  }

  @Test
  void entriesAreWrittenTogether() {
    List<Entry> both = List.of(entry("left", 1, "l"), entry("right", 1, "r"));
    assertInstanceOf(TransactionalAppend.Written.class, journals().appendTogether(both));
    assertEquals(both.get(0), journals().head("left").orElseThrow());
    assertEquals(both.get(1), journals().head("right").orElseThrow());
  }

  @Test
  void ifOneSlotIsTakenNoneIsWritten() {
    append("taken", 1, "first");
    TransactionalAppend outcome =
        journals().appendTogether(List.of(entry("free", 1, "x"), entry("taken", 1, "y")));
    assertEquals(
        new TransactionalAppend.SlotsTaken(List.of(journals().head("taken").orElseThrow())),
        outcome);
    assertEquals(Optional.empty(), journals().head("free"));
  }

  @Test
  void ofManyTransactionsOnOneSlotExactlyOneWins() throws Exception {
    List<Callable<TransactionalAppend>> writers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      List<Entry> pair =
          List.of(entry("shared", 1, "writer " + i), entry("own " + i, 1, "writer " + i));
      writers.add(() -> journals().appendTogether(pair));
    }
    List<TransactionalAppend> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<TransactionalAppend> outcome : threads.invokeAll(writers)) {
        outcomes.add(outcome.get());
      }
    }
    assertEquals(1, outcomes.stream().filter(new TransactionalAppend.Written()::equals).count());
    String winner = journals().head("shared").orElseThrow().body();
    for (int i = 0; i < 8; i++) {
      assertEquals(winner.equals("writer " + i), journals().head("own " + i).isPresent());
    }
  }

  private void append(String journal, long version, String body) {
    Entry entry = entry(journal, version, body);
    assertEquals(new Append.Written(entry), journals().append(entry));
  }

  private static Entry entry(String journal, long version, String body) {
    return new Entry(journal, version, "test", 1_800_000_000_000L + version, body);
  }
}
