package io.fairfall.crash.bets;

import static io.fairfall.crash.bets.CrashFixture.ALICE;
import static io.fairfall.crash.bets.CrashFixture.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.journal.Append;
import io.fairfall.journal.AppendListener;
import io.fairfall.journal.Entry;
import io.fairfall.journal.ForwardingJournals;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.journal.TransactionalAppend;
import io.fairfall.ledger.AccountContendedException;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Accounts.Credit;
import io.fairfall.ledger.Operation;
import io.fairfall.money.Wei;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who asks is told of every slot that an account's writers lose to each other. */
class LostSlotsTest {
  private static final String BOB = "0xb0b";
  private static final int TRIES = 10;

  private final MemoryJournals stored = new MemoryJournals();
  private final CrashFixture house = new CrashFixture(stored, new MemoryJournals(), 1);
  private final List<String> lost = new ArrayList<>();
  private int contended;

  private Accounts counting(Journals through) {
    return new Accounts(
        house.sources(through, house.events),
        house,
        () -> new Random(1),
        new AppendListener() {
          @Override
          public void conflicts(String journal, int slots) {
            lost.add(journal + " " + slots);
          }
        });
  }

  @Test
  void nothingIsSaidWhereNobodyContends() {
    Accounts accounts = counting(stored);
    ok(accounts.deposit(ALICE, deposit(1)));
    assertTrue(accounts.depositTogether(List.of(new Credit(ALICE, deposit(2)))));
    assertEquals(List.of(), lost);
  }

  @Test
  void eachLostTryIsCountedOnceItIsOver() {
    contended = 3;
    ok(counting(new Contended()).deposit(ALICE, deposit(1)));
    assertEquals(List.of("account:0xa11ce 3"), lost);
  }

  @Test
  void triesThatCameToNothingAreCountedToo() {
    contended = Integer.MAX_VALUE;
    Accounts accounts = counting(new Contended());
    assertThrows(AccountContendedException.class, () -> accounts.deposit(ALICE, deposit(1)));
    assertEquals(List.of("account:0xa11ce " + TRIES), lost);
  }

  @Test
  void aTransactionOfSeveralDepositsLosesOneTry() {
    contended = 1;
    Accounts accounts = counting(new Contended());
    assertFalse(
        accounts.depositTogether(
            List.of(new Credit(BOB, deposit(1)), new Credit(ALICE, deposit(2)))));
    assertEquals(List.of("account:0xb0b 1"), lost);
  }

  private static Operation.Deposit deposit(long number) {
    return new Operation.Deposit("deposit:" + number, Wei.of(number));
  }

  /** Meets another transaction so often. */
  private final class Contended extends ForwardingJournals {
    Contended() {
      super(stored);
    }

    @Override
    public Append append(Entry entry) {
      return contended-- > 0 ? new Append.Contended() : super.append(entry);
    }

    @Override
    public TransactionalAppend appendTogether(List<Entry> entries) {
      return contended-- > 0 ? new TransactionalAppend.Contended() : super.appendTogether(entries);
    }
  }
}
