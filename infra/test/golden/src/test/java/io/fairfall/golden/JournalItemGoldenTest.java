package io.fairfall.golden;

import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Entry;
import io.fairfall.journal.JournalItem;
import io.fairfall.journal.MacChain;
import io.fairfall.journal.MacKey;
import io.fairfall.journal.MacKeys;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every journal has in common: the attributes of an item, and the seals of a chain of them.
 */
class JournalItemGoldenTest {
  private static final MacKeys KEYS = new MacKeys(List.of(key(1, 0), key(2, 1_796_004_000_000L)));

  private static MacKey key(int id, long notBeforeMs) {
    return new MacKey(id, notBeforeMs, "0123456789abcdef".repeat(4) + id);
  }

  @Test
  void anEntryIsReadWithEachOfItsAttributes() {
    GoldenFile.named("journal-item")
        .replayWholeEntries(entry -> entry, (entry, stored) -> entry)
        .covers();
  }

  /** Each line's seal follows that of the line before. */
  @Test
  void aSealIsWhatItWasForTheSameKeyAndTheSameEntry() {
    String[] previous = {MacChain.NONE};
    GoldenFile.named("seal")
        .replayWholeEntries(
            entry -> entry,
            (entry, stored) -> {
              MacChain.verify(stored, previous[0], KEYS);
              MacKey key = KEYS.find(MacChain.keyId(stored)).orElseThrow();
              Entry again = MacChain.seal(withoutSeal(entry), previous[0], key);
              previous[0] = again.seal();
              return again;
            })
        .covers();
  }

  private static Entry withoutSeal(Entry entry) {
    return new Entry(entry.journal(), entry.version(), entry.type(), entry.atMs(), entry.body());
  }

  /** The item is the same whether it is put alone or in a transaction. */
  @Test
  void whatATransactionPutsIsReadAsTheSameEntry() {
    GoldenFile.named("journal-item")
        .replay(
            JournalItem::entry, (entry, stored) -> DynamoJournals.slot("any", entry).put().item());
  }
}
