package io.fairfall.crash.bets;

import static io.fairfall.crash.bets.CrashFixture.ALICE;
import static io.fairfall.crash.bets.CrashFixture.no;
import static io.fairfall.crash.bets.CrashFixture.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.journal.Append;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacChain;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.journal.TransactionalAppend;
import io.fairfall.ledger.Account;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.Bounds;
import io.fairfall.money.Wei;
import io.fairfall.resilience.BoundListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A lost bet is paid after all at most once, however many entries stand in between. */
class CorrectedOnceTest {
  private static final int FAR = 1_100;

  private final MemoryJournals stored = new MemoryJournals();
  private final CrashFixture house = new CrashFixture(stored, new MemoryJournals(), 1);
  private long round;
  private long bet;
  private long inTime;

  private void aBetIsLostThoughACashoutWasInTime() {
    round = house.open(200);
    house.fund(ALICE, 1_000);
    bet = house.place(ALICE, round, 1, 100).version();
    house.start(round);
    inTime = house.millis() + 5_000;
    house.crash(round);
    ok(house.accounts.settle(ALICE));
  }

  private void entriesBetween(int many) {
    for (int i = 0; i < many; i++) {
      house.fund(ALICE, 1);
    }
  }

  private Answer present() {
    return house.serve().play(ALICE, new Cashout(bet, inTime), true);
  }

  @Test
  void twentyFiveTimesPresentedAThousandEntriesLaterItIsPaidOnce() {
    aBetIsLostThoughACashoutWasInTime();
    AccountEntry correction = ok(present());
    entriesBetween(FAR);
    Wei before = house.accounts.read(ALICE).available();
    for (int i = 0; i < 25; i++) {
      assertEquals(correction, ok(present()));
    }
    assertEquals(before, house.accounts.read(ALICE).available());
    house.replay(ALICE);
  }

  @Test
  void theFirstPresentationMayComeAThousandEntriesLater() {
    aBetIsLostThoughACashoutWasInTime();
    entriesBetween(FAR);
    AccountEntry correction = ok(present());
    entriesBetween(FAR);
    assertEquals(correction, ok(present()));
    assertEquals(
        1, house.entries(ALICE).stream().filter(one -> one.correction().isPresent()).count());
    house.replay(ALICE);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 6, 7, 8, 9, 200, 1_023, FAR})
  void aBetThatEndedLongAfterItWasPlacedHasADefiniteEnd(int between) {
    round = house.open(200);
    house.fund(ALICE, 1_000);
    bet = house.place(ALICE, round, 1, 100).version();
    entriesBetween(between);
    house.start(round);
    inTime = house.millis() + 5_000;
    house.crash(round);
    AccountEntry loss = ok(house.accounts.settle(ALICE));
    assertEquals(bet, AccountBets.closes(loss).getFirst().betId());
    entriesBetween(between);
    assertEquals(
        CrashRejection.ALREADY_CRASHED,
        no(house.serve().play(ALICE, new Cashout(bet, house.millis()), true)));
    AccountEntry correction = ok(present());
    entriesBetween(between);
    assertEquals(correction, ok(present()));
    house.replay(ALICE);
  }

  @Test
  void theEndOfABetIsFoundInAFewReads() {
    aBetIsLostThoughACashoutWasInTime();
    entriesBetween(3_000);
    Reads reads = new Reads(stored);
    Accounts counted = house.serve(reads);
    assertEquals(
        CrashRejection.ALREADY_CRASHED,
        no(counted.play(ALICE, new Cashout(bet, house.millis()), true)));
    assertTrue(reads.count < 20, () -> reads.count + " reads");
  }

  @Test
  void aCorrectionOfTheTimeBeforeReceiptsIsSeen() {
    aBetIsLostThoughACashoutWasInTime();
    ok(present());
    entriesBetween(FAR);
    CrashFixture old = withoutReceipts();
    Wei before = old.accounts.read(ALICE).available();
    Answer again = old.accounts.play(ALICE, new Cashout(bet, inTime), true);
    assertTrue(ok(again).correction().isPresent());
    assertEquals(before, old.accounts.read(ALICE).available());
  }

  @Test
  void whereAnOldCorrectionMayBeOutOfReachNobodyKnowsAndNothingIsPaid() {
    aBetIsLostThoughACashoutWasInTime();
    entriesBetween(FAR);
    ok(present());
    MemoryJournals old = format1();
    Accounts shortSighted =
        new Accounts(
            house.sources(old, house.events),
            new Bounds(2, 200, 1, 10, 40, 1, 1, BoundListener.NONE),
            house,
            java.util.Random::new,
            Thread::sleep);
    Account before = shortSighted.read(ALICE);
    assertThrows(
        IllegalStateException.class,
        () -> shortSighted.play(ALICE, new Cashout(bet, inTime), true));
    assertEquals(before, shortSighted.read(ALICE));
  }

  /** The same house as older code would have left it: no receipts of corrections. */
  private CrashFixture withoutReceipts() {
    return house.over(format1());
  }

  private MemoryJournals format1() {
    MemoryJournals old = new MemoryJournals();
    String seal = MacChain.NONE;
    for (AccountEntry entry : house.entries(ALICE)) {
      AccountEntry older =
          new AccountEntry(
              AccountEntry.FORMAT_1,
              entry.kind(),
              entry.trace(),
              entry.stampMs(),
              entry.legs(),
              entry.own(),
              entry.due(),
              entry.note(),
              entry.after());
      Entry sealed =
          MacChain.seal(
              BetEntryCodec.INSTANCE.write(Accounts.journalOf(ALICE), older, house.millis()),
              seal,
              CrashFixture.KEYS.keys().getFirst());
      old.append(sealed);
      seal = sealed.seal();
    }
    return old;
  }

  /** Counts what is read. */
  private static final class Reads implements Journals {
    private final Journals journals;
    private int count;

    Reads(Journals journals) {
      this.journals = journals;
    }

    @Override
    public Optional<Entry> head(String journal) {
      count++;
      return journals.head(journal);
    }

    @Override
    public List<Entry> range(String journal, long from, long to) {
      count++;
      return new ArrayList<>(journals.range(journal, from, to));
    }

    @Override
    public List<Entry> latest(String journal, long before, int limit) {
      count++;
      return journals.latest(journal, before, limit);
    }

    @Override
    public Append append(Entry entry) {
      return journals.append(entry);
    }

    @Override
    public TransactionalAppend appendTogether(List<Entry> entries) {
      return journals.appendTogether(entries);
    }
  }
}
