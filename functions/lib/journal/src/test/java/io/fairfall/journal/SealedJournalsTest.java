package io.fairfall.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Entries that are sealed on their way into a journal. */
class SealedJournalsTest {
  private static final MacKeys KEYS =
      new MacKeys(List.of(new MacKey(1, 0, "a".repeat(32)), new MacKey(2, 1_000, "b".repeat(32))));

  private final Journals plain = new MemoryJournals();
  private final Journals sealed = new SealedJournals(plain, () -> KEYS);

  @Test
  void eachSealCoversTheOneBeforeItAlsoWithinATransaction() {
    sealed.append(entry("house", 1, 10));
    sealed.appendTogether(
        List.of(entry("house", 2, 20), entry("posting:1", 1, 20), entry("house", 3, 30)));
    assertEquals(3, verified("house", MacChain.NONE));
    assertEquals(1, verified("posting:1", MacChain.NONE));
  }

  @Test
  void theFirstSealOfAJournalThatHadNoneFollowsNothing() {
    plain.append(entry("house", 1, 10));
    sealed.append(entry("house", 2, 20));
    Entry second = plain.range("house", 2, 2).getFirst();
    MacChain.verify(second, MacChain.NONE, KEYS);
  }

  @Test
  void anEntryIsSealedWithTheKeyOfItsInstant() {
    sealed.append(entry("house", 1, 10));
    sealed.append(entry("house", 2, 1_000));
    List<Integer> keys =
        plain.range("house", 1, 2).stream().map(entry -> MacChain.keyId(entry)).toList();
    assertEquals(List.of(1, 2), keys);
  }

  @Test
  void aSlotThatIsTakenIsToldWithWhatStandsThere() {
    sealed.append(entry("house", 1, 10));
    assertInstanceOf(Append.SlotTaken.class, sealed.append(entry("house", 1, 20)));
    assertInstanceOf(
        TransactionalAppend.SlotsTaken.class,
        sealed.appendTogether(List.of(entry("house", 1, 20), entry("posting:1", 1, 20))));
    assertEquals(0, plain.range("posting:1", 1, 1).size());
  }

  @Test
  void aSealThatPassedByIsNotReadAgainAndOneThatWasForgottenIs() {
    AtomicInteger reads = new AtomicInteger();
    Journals counted =
        new ForwardingJournals(plain) {
          @Override
          public List<Entry> range(String journal, long from, long to) {
            reads.incrementAndGet();
            return super.range(journal, from, to);
          }
        };
    Journals journals = new SealedJournals(counted, () -> KEYS);
    journals.append(entry("house", 1, 10));
    journals.append(entry("house", 2, 20));
    assertEquals(0, reads.get(), "it was written here");
    for (int i = 1; i <= 256; i++) {
      journals.append(entry("posting:" + i, 1, 30));
    }
    journals.append(entry("house", 3, 40));
    assertEquals(1, reads.get(), "it has been forgotten since");
    journals.head("house");
    journals.append(entry("house", 4, 50));
    assertEquals(1, reads.get(), "the newest was read");
    assertEquals(4, verified("house", MacChain.NONE));
  }

  @Test
  void nothingFollowsAnEntryThatIsNotThere() {
    assertThrows(IllegalStateException.class, () -> sealed.append(entry("house", 2, 10)));
    assertEquals(List.of(), plain.range("house", 1, 2));
  }

  private int verified(String journal, String before) {
    String previous = before;
    List<Entry> entries = plain.range(journal, 1, Long.MAX_VALUE);
    for (Entry entry : entries) {
      MacChain.verify(entry, previous, KEYS);
      previous = entry.seal();
    }
    return entries.size();
  }

  private static Entry entry(String journal, long version, long at) {
    return new Entry(journal, version, "posting", at, "{\"version\":" + version + "}");
  }
}
