package io.fairfall.crash.bets;

import static io.fairfall.crash.bets.CrashFixture.ALICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.ledger.Account;
import io.fairfall.ledger.AccountContendedException;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.ExternalReceipts;
import io.fairfall.ledger.LedgerRejection;
import io.fairfall.ledger.Operation;
import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sixteen threads on one account, on the real store: every success and every conflict counted. */
@Tag("integration")
class ManyAtOnceTest {
  private static final int THREADS = 16;
  private static final int WAVES = 12;
  private static EmbeddedDynamo dynamo;
  private static int tables;

  private CrashFixture house;

  @BeforeAll
  static void startStore() {
    dynamo = EmbeddedDynamo.inMemory();
  }

  @AfterAll
  static void stopStore() {
    dynamo.close();
  }

  @BeforeEach
  void aHouse() {
    tables++;
    dynamo.createJournalTable("accounts" + tables);
    dynamo.createJournalTable("events" + tables);
    house =
        new CrashFixture(
            new DynamoJournals(dynamo.client(), "accounts" + tables),
            new DynamoJournals(dynamo.client(), "events" + tables),
            tables);
    house.fund(ALICE, 1_000_000);
  }

  @Test
  void onOneExpectedVersionExactlyOneOfSixteenWins() throws Exception {
    int won = 0;
    int conflicts = 0;
    for (int wave = 0; wave < WAVES; wave++) {
      long round = house.open(200);
      long version = version();
      List<Answer> answers =
          together(i -> house.serve().play(ALICE, expecting(version, round, 1 + i % 2), true));
      won += count(answers, Answer.Ok.class);
      conflicts +=
          (int)
              answers.stream()
                  .filter(Answer.No.class::isInstance)
                  .filter(no -> ((Answer.No) no).rejection() == LedgerRejection.VERSION_CONFLICT)
                  .count();
      house.voidRound();
      house.pass(Account.RATE_WINDOW_MS);
    }
    assertEquals(WAVES, won);
    assertEquals(WAVES * (THREADS - 1), conflicts);
    assertEquals(1 + WAVES, version());
    house.replay(ALICE);
  }

  @Test
  void withoutAnExpectedVersionAllSixteenHappenOnce() throws Exception {
    AtomicInteger unknown = new AtomicInteger();
    for (int wave = 0; wave < WAVES; wave++) {
      long base = version();
      List<Answer> answers =
          together(
              i -> {
                Operation.Adjustment one =
                    new Operation.Adjustment(house.id(base), BigInteger.ONE, "wave", "test");
                return untilKnown(() -> house.serve().adjust(ALICE, one, false), unknown);
              });
      assertEquals(THREADS, count(answers, Answer.Ok.class));
    }
    assertEquals(1 + (long) WAVES * THREADS, version());
    assertEquals(Wei.of(1_000_000 + WAVES * THREADS), house.replay(ALICE).available());
    System.out.printf(
        "%d threads: %d operations, %d answers unknown and asked again%n",
        THREADS, WAVES * THREADS, unknown.get());
  }

  @Test
  void oneBetAskedSixteenTimesIsOneBet() throws Exception {
    long round = house.open(200);
    Bet bet = house.bet(version(), round, 1, 100);
    List<Answer> answers = together(i -> house.serve().play(ALICE, bet, false));
    assertEquals(THREADS, count(answers, Answer.Ok.class));
    assertEquals(1, answers.stream().distinct().count());
    assertEquals(2, version());
  }

  @Test
  void oneDepositBroughtSixteenTimesIsCreditedOnce() throws Exception {
    Operation.Deposit deposit = new Operation.Deposit("deposit:1:0xaa:N", Wei.of(7));
    AtomicInteger unknown = new AtomicInteger();
    List<Answer> answers =
        together(i -> untilKnown(() -> house.serve().deposit(ALICE, deposit), unknown));
    assertEquals(THREADS, count(answers, Answer.Ok.class));
    assertEquals(Wei.of(1_000_007), house.replay(ALICE).available());
  }

  @Test
  void aWithdrawalThatIsPaidAndRefundedAtOnceIsOneOfThem() throws Exception {
    for (int wave = 0; wave < WAVES; wave++) {
      Operation.Withdrawal ask =
          new Operation.Withdrawal(house.id(version()), Wei.of(10), "0x1", house.millis());
      AccountEntry asked = CrashFixture.ok(house.accounts.withdraw(ALICE, ask, true));
      String key = ExternalReceipts.withdrawalKey(ALICE, asked.version());
      AtomicInteger unknown = new AtomicInteger();
      List<Answer> answers =
          together(
              i ->
                  untilKnown(
                      () ->
                          i % 2 == 0
                              ? house.serve().withdrawalPaid(key, "0xfeed")
                              : house.serve().withdrawalRefunded(key, "late"),
                      unknown));
      assertEquals(THREADS / 2, count(answers, Answer.Ok.class), "one way for all");
      assertEquals(THREADS / 2, count(answers, Answer.No.class), "and never the other");
      house.pass(Account.RATE_WINDOW_MS);
    }
    house.replay(ALICE);
  }

  private long version() {
    return house.accounts.read(ALICE).version();
  }

  private Bet expecting(long version, long round, int seat) {
    return new Bet(
        house.id(version), round, seat, Wei.of(10), null, OptionalLong.of(version), house.millis());
  }

  private static int count(List<Answer> answers, Class<? extends Answer> kind) {
    return (int) answers.stream().filter(kind::isInstance).count();
  }

  private static Answer untilKnown(Callable<Answer> ask, AtomicInteger unknown) throws Exception {
    for (int i = 0; i < 20; i++) {
      try {
        return ask.call();
      } catch (AccountContendedException busy) {
        unknown.incrementAndGet();
      }
    }
    throw new AssertionError("20 answers in a row were unknown");
  }

  private interface Request {
    Answer ask(int index) throws Exception;
  }

  private static List<Answer> together(Request request) throws Exception {
    List<Callable<Answer>> calls =
        IntStream.range(0, THREADS).<Callable<Answer>>mapToObj(i -> () -> request.ask(i)).toList();
    List<Answer> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (Future<Answer> answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
    }
    assertTrue(answers.size() == THREADS);
    return answers;
  }
}
