package io.fairfall.golden;

import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Entry;
import io.fairfall.journal.JournalItem;
import io.fairfall.journal.SealKey;
import io.fairfall.journal.SealKeys;
import io.fairfall.journal.Seals;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every journal has in common: the attributes of an item, and the seals of a chain of them.
 */
class JournalItemGoldenTest {
  private static final SealKeys KEYS = new SealKeys(List.of(key(1, 0), key(2, 1_796_004_000_000L)));

  private static SealKey key(int id, long notBeforeMs) {
    return new SealKey(id, notBeforeMs, "0123456789abcdef".repeat(4) + id);
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
    String[] previous = {Seals.NONE};
    GoldenFile.named("seal")
        .replayWholeEntries(
            entry -> entry,
            (entry, stored) -> {
              Seals.verify(stored, previous[0], KEYS);
              SealKey key = KEYS.find(Seals.keyId(stored)).orElseThrow();
              Entry again = Seals.seal(withoutSeal(entry), previous[0], key);
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
