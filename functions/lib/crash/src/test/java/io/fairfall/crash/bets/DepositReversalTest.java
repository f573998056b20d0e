package io.fairfall.crash.bets;

import static io.fairfall.crash.bets.CrashFixture.ALICE;
import static io.fairfall.crash.bets.CrashFixture.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.journal.Append;
import io.fairfall.journal.Entry;
import io.fairfall.journal.ForwardingJournals;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.journal.TransactionalAppend;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.DepositReversals.Reversed;
import io.fairfall.ledger.ExternalReceipts;
import io.fairfall.ledger.Operation;
import io.fairfall.money.Wei;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * A deposit that left the chain is taken back: what there is, up to its amount, and again later.
 */
class DepositReversalTest {
  private static final String KEY = "deposit:1:0xaa:N";

  private final MemoryJournals journals = new MemoryJournals();
  private final CrashFixture house = new CrashFixture(journals, new MemoryJournals(), 1);

  @Test
  void aBetOfOneWeiInBetweenCostsTheTakingOneWei() {
    credited(1_000);
    house.fund(ALICE, 9);
    house.place(ALICE, house.open(200), 1, 10);
    Reversed reversed = takeBack();
    assertEquals(Wei.of(999), reversed.taken());
    assertEquals(Wei.of(1), reversed.owed());
    assertEquals(Wei.ZERO, house.accounts.read(ALICE).available());
    AccountEntry entry = entries().getLast();
    assertEquals(AccountEntry.Kind.DEPOSIT_REVERSED, entry.kind());
    assertEquals("-999,0,0,999", entry.legs().written());
    assertEquals(KEY + " 2 999 ann: a reorganisation", entry.note());
    house.replay(ALICE);
  }

  @Test
  void theRestIsTakenWhenThereIsSomethingAgainAndNoWeiMore() {
    credited(1_000);
    house.fund(ALICE, -400);
    assertEquals(Wei.of(600), takeBack().taken());
    assertEquals(Wei.of(600), takeBack().taken(), "there is nothing, and nothing is written");
    assertEquals(3, entries().size());
    house.fund(ALICE, 150);
    assertEquals(Wei.of(250), takeBack().owed());
    house.fund(ALICE, 5_000);
    Reversed whole = takeBack();
    assertEquals(Wei.of(1_000), whole.taken());
    assertEquals(3, whole.takings());
    assertEquals(Wei.of(4_750), house.accounts.read(ALICE).available());
    assertEquals(whole, takeBack(), "nothing is owed any more");
    assertEquals(Wei.of(4_750), house.replay(ALICE).available());
    assertEquals(List.of("1000", "600", "750", "1000"), totals());
  }

  @Test
  void aPlayerWhoHasNothingOwesAllOfItByTheLedgersOwnWord() {
    credited(1_000);
    house.fund(ALICE, -1_000);
    Reversed reversed = takeBack();
    assertEquals(Wei.of(1_000), reversed.owed());
    assertEquals(1, reversed.takings());
    assertEquals("0,0,0,0", entries().getLast().legs().written());
    assertEquals(reversed, takeBack());
    house.replay(ALICE);
  }

  @Test
  void whatWasNotCreditedCannotBeTakenBack() {
    assertEquals(Optional.empty(), house.accounts.takeBack(KEY, "ann", "why"));
    ok(house.accounts.open(ALICE, Wei.of(70)));
    assertEquals(
        Optional.empty(),
        house.accounts.takeBack(ExternalReceipts.openingKey(ALICE), "ann", "why"));
    assertEquals(0, house.accounts.reversed(KEY).stream().count());
  }

  @Test
  void aDepositThatStandsIsNotReversed() {
    credited(5);
    assertEquals(
        Optional.of(new Reversed(ALICE, Wei.of(5), Wei.ZERO, 0)), house.accounts.reversed(KEY));
  }

  @Test
  void anOperatorsNameEndsAtItsColon() {
    credited(5);
    assertThrows(
        IllegalArgumentException.class, () -> house.accounts.takeBack(KEY, "ann: bob", "why"));
    house.accounts.takeBack(KEY, "arn:aws:iam::1:user/ann", "why: because");
    house.replay(ALICE);
  }

  @Test
  void stoppedAtEveryStoreCallItTakesWhatIsOwedAndNeverMore() {
    for (int stop = 1; stop < 40; stop++) {
      for (boolean lands : List.of(false, true)) {
        MemoryJournals table = new MemoryJournals();
        CrashFixture one = house.over(table);
        ok(one.accounts.deposit(ALICE, new Operation.Deposit(KEY, Wei.of(1_000))));
        one.fund(ALICE, -300);
        Accounts failing = one.serve(new StoppedJournals(table, stop, lands));
        try {
          failing.takeBack(KEY, "ann", "why");
        } catch (StoreUnavailableException unknown) {
          // somebody looks again, below
        }
        one.fund(ALICE, 100);
        Reversed reversed = one.serve().takeBack(KEY, "ann", "why").orElseThrow();
        assertEquals(Wei.of(800), reversed.taken(), "stopped at " + stop + ", lands " + lands);
        assertEquals(Wei.ZERO, one.replay(ALICE).available());
      }
    }
  }

  @Test
  void severalAtOnceTakeNoMoreThanOneWould() throws Exception {
    for (int time = 0; time < 20; time++) {
      MemoryJournals table = new MemoryJournals();
      CrashFixture one = house.over(table);
      ok(one.accounts.deposit(ALICE, new Operation.Deposit(KEY, Wei.of(1_000))));
      one.fund(ALICE, 500);
      try (ExecutorService takers = Executors.newFixedThreadPool(4)) {
        List<Future<Reversed>> taking = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          taking.add(takers.submit(() -> one.serve().takeBack(KEY, "ann", "why").orElseThrow()));
        }
        for (Future<Reversed> taken : taking) {
          assertEquals(Wei.of(1_000), taken.get().taken());
        }
      }
      assertEquals(Wei.of(500), one.replay(ALICE).available());
    }
  }

  private void credited(long wei) {
    ok(house.accounts.deposit(ALICE, new Operation.Deposit(KEY, Wei.of(wei))));
  }

  private Reversed takeBack() {
    return house.serve().takeBack(KEY, "ann", "a reorganisation").orElseThrow();
  }

  private List<AccountEntry> entries() {
    return house.entries(ALICE);
  }

  /** What the receipts say, slot by slot: the deposit's amount, then all that was taken by then. */
  private List<String> totals() {
    List<String> totals = new ArrayList<>();
    for (Entry entry : journals.range(ExternalReceipts.journalOf(KEY), 1, Long.MAX_VALUE)) {
      ExternalReceipts.Receipt receipt = ExternalReceipts.read(entry);
      assertTrue(receipt.player().equals(ALICE));
      totals.add(entry.version() == 1 ? receipt.amount().toString() : receipt.detail());
    }
    return totals;
  }

  /** A store that answers nothing from one call on; that call's put lands, or does not. */
  private static final class StoppedJournals extends ForwardingJournals {
    private final Journals table;
    private final int stop;
    private final boolean lands;
    private int calls;

    StoppedJournals(Journals table, int stop, boolean lands) {
      super(table);
      this.table = table;
      this.stop = stop;
      this.lands = lands;
    }

    private void call() {
      if (++calls >= stop) {
        throw new StoreUnavailableException("stopped", new IllegalStateException());
      }
    }

    @Override
    public Optional<Entry> head(String journal) {
      call();
      return table.head(journal);
    }

    @Override
    public List<Entry> range(String journal, long from, long to) {
      call();
      return table.range(journal, from, to);
    }

    @Override
    public List<Entry> latest(String journal, long before, int limit) {
      call();
      return table.latest(journal, before, limit);
    }

    @Override
    public Append append(Entry entry) {
      call();
      return table.append(entry);
    }

    @Override
    public TransactionalAppend appendTogether(List<Entry> entries) {
      if (lands && calls + 1 == stop) {
        table.appendTogether(entries);
      }
      call();
      return table.appendTogether(entries);
    }
  }
}
