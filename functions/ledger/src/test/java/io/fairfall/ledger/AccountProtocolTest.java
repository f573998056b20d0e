package io.fairfall.ledger;

import static io.fairfall.ledger.House.ALICE;
import static io.fairfall.ledger.House.no;
import static io.fairfall.ledger.House.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.journal.Append;
import io.fairfall.journal.AppendTogether;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.StoreUnavailable;
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
import org.junit.jupiter.api.Test;

/** Section by section: how an operation happens at most once, on the real store. */
class AccountProtocolTest {
  private static EmbeddedDynamo dynamo;
  private static int tables;

  private House house;
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
        new House(
            new DynamoJournals(dynamo.client(), "accounts" + tables),
            new DynamoJournals(dynamo.client(), "events" + tables),
            tables);
    round = house.open(200);
    house.fund(ALICE, 1_000);
  }

  @Test
  void aRetriedBetAnswersItsFirstResult() {
    Operation.Bet bet = house.bet(1, round, 1, 100);
    AccountEntry first = ok(house.accounts.bet(ALICE, bet, true));
    assertEquals(first, ok(house.accounts.bet(ALICE, bet, false)), "at once");
    for (int i = 0; i < 10; i++) {
      house.fund(ALICE, 1);
    }
    assertEquals(first, ok(house.accounts.bet(ALICE, bet, false)), "after the version has moved");
    house.start(round);
    house.crash(round);
    ok(house.accounts.settle(ALICE));
    Operation.Bet later =
        new Operation.Bet(
            bet.id(), round, 1, Wei.of(100), null, OptionalLong.empty(), house.millis());
    assertEquals(first, ok(house.accounts.bet(ALICE, later, false)), "after the round has closed");
    for (int i = 0; i < OperationId.WINDOW_SLOTS; i++) {
      house.fund(ALICE, 1);
    }
    assertEquals(first, ok(house.serve().bet(ALICE, later, false)), "for ever");
  }

  @Test
  void theSameKeyWithAnotherStakeIsAMismatchAndMovesNothing() {
    Operation.Bet bet = house.bet(1, round, 1, 100);
    AccountEntry first = ok(house.accounts.bet(ALICE, bet, true));
    Operation.Bet other =
        new Operation.Bet(
            bet.id(), round, 1, Wei.of(101), null, OptionalLong.empty(), house.millis());
    assertEquals(Rejection.IDEMPOTENCY_MISMATCH, no(house.accounts.bet(ALICE, other, false)));
    assertEquals(first.after(), house.accounts.read(ALICE));
  }

  @Test
  void anUnusedKeyExpiresWithItsWindow() {
    Operation.Bet bet = house.bet(1, round, 1, 100);
    for (int i = 0; i < OperationId.WINDOW_SLOTS; i++) {
      house.fund(ALICE, 1);
    }
    assertEquals(Rejection.KEY_EXPIRED, no(house.accounts.bet(ALICE, bet, true)));
    assertEquals(
        Rejection.VALIDATION, no(house.accounts.bet(ALICE, house.bet(99, round, 1, 100), true)));
  }

  @Test
  void ofTwoBetsOnOneExpectedVersionExactlyOneWins() throws Exception {
    for (int i = 0; i < 30; i++) {
      long version = house.accounts.read(ALICE).version();
      Operation.Bet one = expecting(version, 1);
      Operation.Bet two = expecting(version, 2);
      List<Answer> answers =
          together(
              List.of(
                  () -> house.serve().bet(ALICE, one, true),
                  () -> house.serve().bet(ALICE, two, true)));
      assertEquals(1, answers.stream().filter(Answer.Ok.class::isInstance).count());
      assertEquals(
          List.of(Rejection.VERSION_CONFLICT),
          answers.stream().filter(Answer.No.class::isInstance).map(House::no).toList());
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
    Operation.Bet bet = house.bet(1, round, 1, 100);
    assertThrows(
        StoreUnavailable.class, () -> house.serve(delayed).bet(ALICE, bet, true), "no answer");
    house.start(round);
    Operation.Bet again =
        new Operation.Bet(
            bet.id(), round, 1, Wei.of(100), null, OptionalLong.empty(), house.millis());
    assertEquals(Rejection.ROUND_CLOSED, no(house.accounts.bet(ALICE, again, false)));
    delayed.arrive();
    Account account = house.accounts.read(ALICE);
    assertEquals(Wei.of(1_000), account.available(), "the delayed write found its slot fenced");
    assertEquals(Wei.ZERO, account.locked());
    assertEquals(Rejection.ROUND_CLOSED, no(house.accounts.bet(ALICE, again, false)), "for ever");
    assertEquals(2, account.version());
  }

  @Test
  void aDelayedWriteThatArrivedIsFoundByTheNextAttempt() {
    DelayedWrites delayed = new DelayedWrites(house.accountJournals);
    Operation.Bet bet = house.bet(1, round, 1, 100);
    assertThrows(StoreUnavailable.class, () -> house.serve(delayed).bet(ALICE, bet, true));
    delayed.arrive();
    house.start(round);
    Operation.Bet again =
        new Operation.Bet(
            bet.id(), round, 1, Wei.of(100), null, OptionalLong.empty(), house.millis());
    assertEquals(2, ok(house.accounts.bet(ALICE, again, false)).version());
  }

  @Test
  void aRefusedCashoutIsNeverFenced() {
    long bet = house.place(ALICE, round, 1, 100).version();
    house.start(round);
    long inTime = house.millis() + 1_000;
    house.crash(round);
    Operation.Cashout late = new Operation.Cashout(bet, house.millis());
    assertEquals(Rejection.ALREADY_CRASHED, no(house.accounts.cashOut(ALICE, late)));
    ok(house.accounts.cashOut(ALICE, new Operation.Cashout(bet, inTime)));
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
              house.pass(House.BETTING_MS);
              return new Append.Contended();
            }
            return house.accountJournals.append(entry);
          }

          @Override
          public AppendTogether appendTogether(List<Entry> entries) {
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
    Operation.Bet bet = house.bet(1, round, 1, 100);
    assertEquals(Rejection.ROUND_CLOSED, no(house.serve(contended).bet(ALICE, bet, true)));
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
    assertThrows(StoreUnavailable.class, () -> blind.settle(ALICE));
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
              () -> house.serve().cashOut(ALICE, new Operation.Cashout(bet, stamp)),
              () -> house.serve().cashOut(ALICE, new Operation.Cashout(bet, stamp + 1)),
              () -> house.serve().settle(ALICE)));
      house.crash(round);
      together(List.of(() -> house.serve().settle(ALICE), () -> house.serve().settle(ALICE)));
      round = house.open(150 + i);
    }
    house.replay(ALICE);
    assertTrue(house.accounts.read(ALICE).version() >= 61);
  }

  private Operation.Bet expecting(long version, int seat) {
    return new Operation.Bet(
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
      throw new StoreUnavailable("no reply", new IllegalStateException("lost"));
    }

    @Override
    public AppendTogether appendTogether(List<Entry> entries) {
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
}
