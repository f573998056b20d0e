package io.fairfall.crash.bets;

import static io.fairfall.crash.bets.CrashFixture.ALICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacChain;
import io.fairfall.journal.MacMismatchException;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.ledger.Accounts;
import io.fairfall.money.Wei;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing is built on an entry that the house did not write. */
class MacChainAccountTest {
  private final MemoryJournals real = new MemoryJournals();
  private final MemoryJournals events = new MemoryJournals();
  private final CrashFixture house = new CrashFixture(real, events, 1);

  @BeforeEach
  void someHistory() {
    for (int i = 0; i < 5; i++) {
      house.fund(ALICE, 100);
    }
  }

  @Test
  void aForgedBalanceStopsTheAccount() {
    Entry head = real.head(Accounts.journalOf(ALICE)).orElseThrow();
    String rich = head.body().replace("\"a\":\"500\"", "\"a\":\"900\"");
    Entry forged =
        new Entry(head.journal(), head.version(), head.type(), head.atMs(), rich, head.seal());
    assertThrows(MacMismatchException.class, () -> through(Map.of(5L, forged)).read(ALICE));
  }

  @Test
  void anEntryWithoutASealOrWithAForeignKeyStopsTheAccount() {
    Entry head = real.head(Accounts.journalOf(ALICE)).orElseThrow();
    Entry plain = new Entry(head.journal(), 5, head.type(), head.atMs(), head.body());
    assertThrows(MacMismatchException.class, () -> through(Map.of(5L, plain)).read(ALICE));
    Entry foreign =
        MacChain.seal(plain, MacChain.NONE, new io.fairfall.journal.MacKey(1, 0, "x".repeat(32)));
    assertThrows(MacMismatchException.class, () -> through(Map.of(5L, foreign)).read(ALICE));
  }

  @Test
  void aRewrittenPredecessorStopsTheAccount() {
    Entry fourth = real.range(Accounts.journalOf(ALICE), 4, 4).getFirst();
    Entry moved =
        new Entry(fourth.journal(), 4, fourth.type(), fourth.atMs(), fourth.body(), "1.other");
    assertThrows(MacMismatchException.class, () -> through(Map.of(4L, moved)).read(ALICE));
  }

  @Test
  void whatIsAsItWasGoesOn() {
    assertEquals(Wei.of(500), through(Map.of()).read(ALICE).available());
  }

  /** The house over a store in which somebody has rewritten slots. */
  private Accounts through(Map<Long, Entry> rewritten) {
    return new Accounts(
        house.sources(new Rewritten(real, rewritten), events), house, java.util.Random::new);
  }

  private record Rewritten(Journals real, Map<Long, Entry> slots) implements Journals {
    @Override
    public List<Entry> latest(String journal, long before, int limit) {
      return real.latest(journal, before, limit).stream()
          .map(entry -> slots.getOrDefault(entry.version(), entry))
          .toList();
    }

    @Override
    public java.util.Optional<Entry> head(String journal) {
      return latest(journal, Long.MAX_VALUE, 1).stream().findFirst();
    }

    @Override
    public List<Entry> range(String journal, long from, long to) {
      return real.range(journal, from, to);
    }

    @Override
    public io.fairfall.journal.Append append(Entry entry) {
      return real.append(entry);
    }

    @Override
    public io.fairfall.journal.TransactionalAppend appendTogether(List<Entry> entries) {
      return real.appendTogether(entries);
    }
  }
}
