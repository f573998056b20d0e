package io.fairfall.crash.bets;

import static io.fairfall.crash.bets.CrashFixture.ALICE;
import static io.fairfall.crash.bets.CrashFixture.no;
import static io.fairfall.crash.bets.CrashFixture.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.journal.Append;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.journal.TransactionalAppend;
import io.fairfall.ledger.Account;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.LedgerRejection;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.OperationId;
import io.fairfall.money.Wei;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Section by section: how an operation happens at most once, on the real store. */
@Tag("integration")
class AccountProtocolTest {
  private static EmbeddedDynamo dynamo;
  private static int tables;

  private CrashFixture house;
  private long round;

  @BeforeAll
  static void startStore() {
    dynamo = EmbeddedDynamo.inMemory();
  }

  @AfterAll
  static void stopStore() {
    dynamo.close();
  }

  @BeforeEach
  void anOpenRoundAndAThousandWei() {
    tables++;
    dynamo.createJournalTable("accounts" + tables);
    dynamo.createJournalTable("events" + tables);
    house =
        new CrashFixture(
            new DynamoJournals(dynamo.client(), "accounts" + tables),
            new DynamoJournals(dynamo.client(), "events" + tables),
            tables);
    round = house.open(200);
    house.fund(ALICE, 1_000);
  }

  @Test
  void aRetriedBetAnswersItsFirstResult() {
    Bet bet = house.bet(1, round, 1, 100);
    AccountEntry first = ok(house.accounts.play(ALICE, bet, true));
    assertEquals(first, ok(house.accounts.play(ALICE, bet, false)), "at once");
    for (int i = 0; i < 10; i++) {
      house.fund(ALICE, 1);
    }
    assertEquals(first, ok(house.accounts.play(ALICE, bet, false)), "after the version has moved");
    house.start(round);
    house.crash(round);
    ok(house.accounts.settle(ALICE));
    Bet later =
        new Bet(bet.id(), round, 1, Wei.of(100), null, OptionalLong.empty(), house.millis());
    assertEquals(first, ok(house.accounts.play(ALICE, later, false)), "after the round has closed");
    for (int i = 0; i < OperationId.WINDOW_SLOTS; i++) {
      house.fund(ALICE, 1);
    }
    assertEquals(first, ok(house.serve().play(ALICE, later, false)), "for ever");
  }

  @Test
  void theSameKeyWithAnotherStakeIsAMismatchAndMovesNothing() {
    Bet bet = house.bet(1, round, 1, 100);
    AccountEntry first = ok(house.accounts.play(ALICE, bet, true));
    Bet other =
        new Bet(bet.id(), round, 1, Wei.of(101), null, OptionalLong.empty(), house.millis());
    assertEquals(
        LedgerRejection.IDEMPOTENCY_MISMATCH, no(house.accounts.play(ALICE, other, false)));
    assertEquals(first.after(), house.accounts.read(ALICE));
  }

  @Test
  void anUnusedKeyExpiresWithItsWindow() {
    Bet bet = house.bet(1, round, 1, 100);
    for (int i = 0; i < OperationId.WINDOW_SLOTS; i++) {
      house.fund(ALICE, 1);
    }
    assertEquals(LedgerRejection.KEY_EXPIRED, no(house.accounts.play(ALICE, bet, true)));
    assertEquals(
        LedgerRejection.VALIDATION,
        no(house.accounts.play(ALICE, house.bet(99, round, 1, 100), true)));
  }

  @Test
  void ofTwoBetsOnOneExpectedVersionExactlyOneWins() throws Exception {
    for (int i = 0; i < 30; i++) {
      long version = house.accounts.read(ALICE).version();
      Bet one = expecting(version, 1);
      Bet two = expecting(version, 2);
      List<Answer> answers =
          together(
              List.of(
                  () -> house.serve().play(ALICE, one, true),
                  () -> house.serve().play(ALICE, two, true)));
      assertEquals(1, answers.stream().filter(Answer.Ok.class::isInstance).count());
      assertEquals(
          List.of(LedgerRejection.VERSION_CONFLICT),
          answers.stream().filter(Answer.No.class::isInstance).map(CrashFixture::no).toList());
      house.start(round);
      house.crash(round);
      round = house.open(200);
    }
  }

  @Test
  void concurrentOperationsAllHappenOnceInSomeOrder() throws Exception {
    List<Callable<Answer>> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Operation.Adjustment gift =
          new Operation.Adjustment(house.id(1), java.math.BigInteger.ONE, "gift", "test");
      all.add(() -> house.serve().adjust(ALICE, gift, true));
      all.add(() -> house.serve().adjust(ALICE, gift, false));
    }
    for (Answer answer : together(all)) {
      ok(answer);
    }
    assertEquals(Wei.of(1_008), house.accounts.read(ALICE).available());
    assertEquals(9, house.accounts.read(ALICE).version());
  }

  @Test
  void aRefusalOfALaterAttemptHoldsAgainstADelayedWrite() {
    DelayedWrites delayed = new DelayedWrites(house.accountJournals);
    Bet bet = house.bet(1, round, 1, 100);
    assertThrows(
        StoreUnavailableException.class,
        () -> house.serve(delayed).play(ALICE, bet, true),
        "no answer");
    house.start(round);
    Bet again =
        new Bet(bet.id(), round, 1, Wei.of(100), null, OptionalLong.empty(), house.millis());
    assertEquals(CrashRejection.ROUND_CLOSED, no(house.accounts.play(ALICE, again, false)));
    delayed.arrive();
    Account account = house.accounts.read(ALICE);
    assertEquals(Wei.of(1_000), account.available(), "the delayed write found its slot fenced");
    assertEquals(Wei.ZERO, account.locked());
    assertEquals(
        CrashRejection.ROUND_CLOSED, no(house.accounts.play(ALICE, again, false)), "for ever");
    assertEquals(2, account.version());
  }

  @Test
  void aDelayedWriteThatArrivedIsFoundByTheNextAttempt() {
    DelayedWrites delayed = new DelayedWrites(house.accountJournals);
    Bet bet = house.bet(1, round, 1, 100);
    assertThrows(
        StoreUnavailableException.class, () -> house.serve(delayed).play(ALICE, bet, true));
    delayed.arrive();
    house.start(round);
    Bet again =
        new Bet(bet.id(), round, 1, Wei.of(100), null, OptionalLong.empty(), house.millis());
    assertEquals(2, ok(house.accounts.play(ALICE, again, false)).version());
  }

  @Test
  void aRefusedCashoutIsNeverFenced() {
    long bet = house.place(ALICE, round, 1, 100).version();
    house.start(round);
    long inTime = house.millis() + 1_000;
    house.crash(round);
    Cashout late = new Cashout(bet, house.millis());
    assertEquals(CrashRejection.ALREADY_CRASHED, no(house.accounts.play(ALICE, late, true)));
    ok(house.accounts.play(ALICE, new Cashout(bet, inTime), true));
  }

  @Test
  void aNoIsFinalAlsoWhereAContendedWriteIsStillUnderWay() {
    Deque<Entry> underWay = new ArrayDeque<>();
    Journals contended =
        new Journals() {
          @Override
          public Append append(Entry entry) {
            if (underWay.isEmpty()) {
              underWay.add(entry); // sent twice: the second sending met a transaction
              house.pass(CrashFixture.BETTING_MS);
              return new Append.Contended();
            }
            return house.accountJournals.append(entry);
          }

          @Override
          public TransactionalAppend appendTogether(List<Entry> entries) {
            return house.accountJournals.appendTogether(entries);
          }

          @Override
          public Optional<Entry> head(String journal) {
            return house.accountJournals.head(journal);
          }

          @Override
          public List<Entry> range(String journal, long from, long to) {
            return house.accountJournals.range(journal, from, to);
          }

          @Override
          public List<Entry> latest(String journal, long before, int limit) {
            return house.accountJournals.latest(journal, before, limit);
          }
        };
    Bet bet = house.bet(1, round, 1, 100);
    assertEquals(CrashRejection.ROUND_CLOSED, no(house.serve(contended).play(ALICE, bet, true)));
    underWay.forEach(house.accountJournals::append);
    assertEquals(Wei.of(1_000), house.accounts.read(ALICE).available());
    assertEquals(AccountEntry.Kind.VOID, house.entries(ALICE).getLast().kind());
  }

  @Test
  void anUnreadableStoreIsUnknownAndNeverALoss() {
    house.place(ALICE, round, 1, 100);
    house.start(round);
    house.crash(round);
    Journals gone = new DynamoJournals(dynamo.client(), "no-such-table");
    Accounts blind =
        new Accounts(house.sources(house.accountJournals, gone), house, java.util.Random::new);
    assertThrows(StoreUnavailableException.class, () -> blind.settle(ALICE));
    assertEquals(Wei.of(100), house.accounts.read(ALICE).locked());
  }

  @Test
  void everyEntryOfABusyAccountAddsUp() throws Exception {
    for (int i = 0; i < 20; i++) {
      house.place(ALICE, round, 1, 20);
      AccountEntry second = house.place(ALICE, round, 2, 30);
      house.start(round);
      long bet = second.version();
      long stamp = house.millis() + 500;
      house.pass(600);
      together(
          List.of(
              () -> house.serve().play(ALICE, new Cashout(bet, stamp), true),
              () -> house.serve().play(ALICE, new Cashout(bet, stamp + 1), true),
              () -> house.serve().settle(ALICE)));
      house.crash(round);
      together(List.of(() -> house.serve().settle(ALICE), () -> house.serve().settle(ALICE)));
      round = house.open(150 + i);
    }
    house.replay(ALICE);
    assertTrue(house.accounts.read(ALICE).version() >= 61);
  }

  private Bet expecting(long version, int seat) {
    return new Bet(
        house.id(version), round, seat, Wei.of(10), null, OptionalLong.of(version), house.millis());
  }

  private static List<Answer> together(List<Callable<Answer>> calls) throws Exception {
    List<Answer> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Answer> answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
    }
    return answers;
  }

  /** A store whose puts get stuck on the way: unanswered, and arriving when the test says so. */
  private static final class DelayedWrites implements Journals {
    private final Journals real;
    private final Deque<Entry> stuck = new ArrayDeque<>();

    DelayedWrites(Journals real) {
      this.real = real;
    }

    void arrive() {
      stuck.forEach(real::append);
      stuck.clear();
    }

    @Override
    public Append append(Entry entry) {
      stuck.add(entry);
      throw new StoreUnavailableException("no reply", new IllegalStateException("lost"));
    }

    @Override
    public TransactionalAppend appendTogether(List<Entry> entries) {
      return real.appendTogether(entries);
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

  @Test
  void aNoToAVersionThatIsYetToComeIsFinalToo() {
    long round = house.open(200);
    house.fund(ALICE, 1_000);
    long now = house.accounts.read(ALICE).version();
    Bet ahead =
        new Bet(
            house.id(now), round, 1, Wei.of(10), null, OptionalLong.of(now + 1), house.millis());
    assertEquals(LedgerRejection.VERSION_CONFLICT, no(house.accounts.play(ALICE, ahead, false)));
    assertEquals(now + 1, house.accounts.read(ALICE).version(), "it is written down");
    assertEquals(
        LedgerRejection.VERSION_CONFLICT,
        no(house.serve().play(ALICE, ahead, true)),
        "the delayed first attempt finds it");
  }

  @Test
  void aKeyThatIsYetToComeIsRefusedToItsFirstAttemptOnlyAndUnknownLater() {
    long round = house.open(200);
    house.fund(ALICE, 1_000);
    long next = house.accounts.read(ALICE).version() + 1;
    Bet ahead =
        new Bet(house.id(next), round, 1, Wei.of(10), null, OptionalLong.empty(), house.millis());
    assertEquals(LedgerRejection.VALIDATION, no(house.accounts.play(ALICE, ahead, true)));
    assertInstanceOf(Answer.RateLimited.class, house.accounts.play(ALICE, ahead, false));
    house.fund(ALICE, 1);
    assertEquals(next + 1, ok(house.accounts.play(ALICE, ahead, true)).version());
  }
}
