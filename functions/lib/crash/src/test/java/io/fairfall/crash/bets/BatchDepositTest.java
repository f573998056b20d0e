package io.fairfall.crash.bets;

import static io.fairfall.crash.bets.CrashFixture.ALICE;
import static io.fairfall.crash.bets.CrashFixture.no;
import static io.fairfall.crash.bets.CrashFixture.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.journal.Append;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.journal.TransactionalAppend;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Accounts.Credit;
import io.fairfall.ledger.LedgerRejection;
import io.fairfall.ledger.Operation;
import io.fairfall.money.Wei;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deposits in one transaction are what each would be by itself, or nothing at all. */
class BatchDepositTest {
  private static final String BOB = "0xb0b";

  private final CrashFixture house =
      new CrashFixture(new MemoryJournals(), new MemoryJournals(), 1);

  @Test
  void allAreCreditedOnceAndEachIsFoundAgain() {
    List<Credit> credits = List.of(credit(ALICE, 1), credit(BOB, 2), credit(ALICE, 3));
    assertTrue(house.accounts.depositTogether(credits));
    assertFalse(house.accounts.depositTogether(credits));
    assertFalse(house.serve().depositTogether(credits));
    for (Credit credit : credits) {
      ok(house.serve().deposit(credit.player(), credit.deposit()));
    }
    assertEquals(Wei.of(4), house.replay(ALICE).available());
    assertEquals(Wei.of(2), house.replay(BOB).available());
    assertEquals(2, house.accounts.read(ALICE).version());
  }

  @Test
  void oneThatStandsAlreadyLetsNothingOfTheOthersHappen() {
    ok(house.serve().deposit(BOB, credit(BOB, 2).deposit()));
    List<Credit> credits = List.of(credit(ALICE, 1), credit(BOB, 2));
    assertFalse(house.accounts.depositTogether(credits));
    assertEquals(0, house.accounts.read(ALICE).version());
    // as if an operator had given it to another
    assertFalse(house.accounts.depositTogether(List.of(credit(ALICE, 1), credit(ALICE, 2))));
    assertEquals(
        LedgerRejection.IDEMPOTENCY_MISMATCH,
        no(house.accounts.deposit(ALICE, credit(ALICE, 2).deposit())));
    assertEquals(0, house.accounts.read(ALICE).version());
    ok(house.accounts.deposit(ALICE, credit(ALICE, 1).deposit()));
    assertEquals(Wei.of(1), house.replay(ALICE).available());
  }

  @Test
  void anAccountThatMovedOnMeanwhileIsCreditedByItself() {
    assertTrue(house.accounts.depositTogether(List.of(credit(ALICE, 1), credit(BOB, 2))));
    ok(house.serve().deposit(BOB, credit(BOB, 3).deposit())); // somebody else's write
    List<Credit> credits = List.of(credit(ALICE, 4), credit(BOB, 5));
    assertFalse(house.accounts.depositTogether(credits));
    assertEquals(Wei.of(1), house.accounts.read(ALICE).available());
    credits.forEach(one -> ok(house.accounts.deposit(one.player(), one.deposit())));
    assertEquals(Wei.of(5), house.replay(ALICE).available());
    assertEquals(Wei.of(10), house.replay(BOB).available());
  }

  @Test
  void anAccountThatBeginsAfterItWasLookedForIsCreditedByItself() {
    ok(house.accounts.deposit(ALICE, credit(ALICE, 1).deposit()));
    Accounts late = house.serve(new Late(house.accountJournals)); // remembers no head of hers
    List<Credit> credits = List.of(credit(ALICE, 2), credit(BOB, 3));
    assertFalse(late.depositTogether(credits));
    assertEquals(0, house.accounts.read(BOB).version());
    credits.forEach(one -> ok(late.deposit(one.player(), one.deposit())));
    assertEquals(Wei.of(3), house.replay(ALICE).available());
    assertEquals(Wei.of(3), house.replay(BOB).available());
  }

  @Test
  void whatTheRulesRefuseHoldsNobodysMoneyBackForEver() {
    Credit nothing = new Credit(BOB, new Operation.Deposit("deposit:1:0x0:N", Wei.ZERO));
    assertFalse(house.accounts.depositTogether(List.of(credit(ALICE, 1), nothing)));
    assertFalse(house.accounts.depositTogether(List.of(credit(ALICE, 1), credit(BOB, 1))));
    assertEquals(0, house.accounts.read(ALICE).version());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            house.accounts.depositTogether(
                Collections.nCopies(Accounts.MAX_TOGETHER + 1, credit(ALICE, 1))));
  }

  @ParameterizedTest
  @EnumSource
  void whatNobodyAnsweredForIsFoundOutOneByOneByTheSameFunction(Unanswered how) {
    UnansweredOnce journals = new UnansweredOnce(house.accountJournals, how);
    Accounts accounts = house.serve(journals);
    ok(accounts.deposit(ALICE, credit(ALICE, 1).deposit())); // it remembers this head
    List<Credit> credits = List.of(credit(ALICE, 2), credit(BOB, 3), credit(ALICE, 4));
    journals.isNext = true;
    assertThrows(StoreUnavailableException.class, () -> accounts.depositTogether(credits));
    for (Credit credit : credits) {
      ok(accounts.deposit(credit.player(), credit.deposit()));
      journals.land();
      assertEquals(
          ok(accounts.deposit(credit.player(), credit.deposit())),
          ok(house.serve().deposit(credit.player(), credit.deposit())));
    }
    assertFalse(accounts.depositTogether(credits));
    assertEquals(Wei.of(7), house.replay(ALICE).available());
    assertEquals(3, house.accounts.read(ALICE).version());
    assertEquals(Wei.of(3), house.replay(BOB).available());
    assertEquals(1, house.accounts.read(BOB).version());
  }

  /** What became of a transaction that is not answered. */
  enum Unanswered {
    LOST,
    WRITTEN,
    LATE
  }

  /** A table in which nobody had an account yet when that was asked. */
  private static final class Late extends Passing {
    Late(Journals real) {
      super(real);
    }

    @Override
    public Set<String> existing(Collection<String> journals) {
      return Set.of();
    }
  }

  /** A table that once does not answer a transaction. */
  private static final class UnansweredOnce extends Passing {
    private final Unanswered how;
    private List<Entry> late = List.of();
    private boolean isNext;

    UnansweredOnce(Journals real, Unanswered how) {
      super(real);
      this.how = how;
    }

    /** What is late arrives, on its old conditions. */
    void land() {
      if (!late.isEmpty()) {
        real.appendTogether(late);
        late = List.of();
      }
    }

    @Override
    public TransactionalAppend appendTogether(List<Entry> entries) {
      if (!isNext) {
        return real.appendTogether(entries);
      }
      isNext = false;
      switch (how) {
        case LOST -> {}
        case WRITTEN -> real.appendTogether(entries);
        case LATE -> late = entries;
      }
      throw new StoreUnavailableException("no answer", new IllegalStateException(how.name()));
    }
  }

  private static class Passing implements Journals {
    final Journals real;

    Passing(Journals real) {
      this.real = real;
    }

    @Override
    public TransactionalAppend appendTogether(List<Entry> entries) {
      return real.appendTogether(entries);
    }

    @Override
    public Append append(Entry entry) {
      return real.append(entry);
    }

    @Override
    public Optional<Entry> head(String journal) {
      return real.head(journal);
    }

    @Override
    public List<Entry> range(String journal, long from, long to) {
      return real.range(journal, from, to);
    }

    @Override
    public List<Entry> latest(String journal, long before, int limit) {
      return real.latest(journal, before, limit);
    }
  }

  private static Credit credit(String player, int number) {
    return new Credit(
        player, new Operation.Deposit("deposit:1:0x" + number + ":N", Wei.of(number)));
  }
}
