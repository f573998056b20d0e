package io.fairfall.treasury;

import static io.fairfall.treasury.ToldFacts.ALICE;
import static io.fairfall.treasury.ToldFacts.BOB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.journal.AppendListener;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.journal.TooManyConflictsException;
import io.fairfall.resilience.Backoff;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On DynamoDB Local. */
@Tag("integration")
class HouseJournalTest {
  private static final EmbeddedDynamo DYNAMO = EmbeddedDynamo.inMemory();
  private static int tables;

  private String table = "";
  private Journals events = new DynamoJournals(DYNAMO.client(), table);
  private HouseJournal house = on(events);

  @BeforeEach
  void open() {
    table = "events" + ++tables;
    DYNAMO.createJournalTable(table);
    events = new DynamoJournals(DYNAMO.client(), table);
    house = on(events);
  }

  @AfterAll
  static void stop() {
    DYNAMO.close();
  }

  @Test
  void aPostingStandsInBothJournalsWithTheSameWords() {
    PublicBetEvent bet = ToldFacts.bet(ALICE, 2, 100);
    ToldFacts.tell(events, 7, bet);
    ToldFacts.tell(events, 7, ToldFacts.lost(bet, 3));
    HouseEntry.Posted posted = post(house, 7).orElseThrow();
    assertEquals(new RoundPosting(7, 1, 1, 2, big(100), big(100)), posted.posting());
    Entry inHouse = events.head(HouseJournal.NAME).orElseThrow();
    Entry ofRound = events.head(HouseJournal.postingsOf(7)).orElseThrow();
    assertEquals(inHouse.body(), ofRound.body());
    assertEquals(posted, HouseJson.read(inHouse));
    assertEquals(posted, HouseJson.read(ofRound));
    assertEquals(List.of(posted), house.latest(Long.MAX_VALUE, 10));
    assertEquals(big(100), house.bankroll());
  }

  @Test
  void postingAgainWritesNothing() {
    PublicBetEvent bet = ToldFacts.bet(ALICE, 2, 100);
    ToldFacts.tell(events, 7, bet, ToldFacts.lost(bet, 3));
    post(house, 7);
    ToldFacts.tell(events, 7, bet, ToldFacts.lost(bet, 3));
    assertEquals(Optional.empty(), post(house, 7));
    assertEquals(1, house.books().version());
  }

  @Test
  void aCorrectionThatIsToldLaterIsPostedOnTop() {
    PublicBetEvent bet = ToldFacts.bet(ALICE, 2, 100);
    ToldFacts.tell(events, 7, bet, ToldFacts.lost(bet, 3));
    post(house, 7);
    ToldFacts.tell(events, 7, ToldFacts.paid(bet, 4, 300), ToldFacts.lost(bet, 3));
    assertEquals(
        new RoundPosting(7, 2, 2, 2, big(-300), big(-200)), post(house, 7).orElseThrow().posting());
    assertEquals(big(-200), house.bankroll());
  }

  @Test
  void aRoundThatIsNotDueIsLeftAlone() {
    PublicBetEvent bet = ToldFacts.bet(ALICE, 2, 100);
    ToldFacts.tell(events, 7, bet, ToldFacts.bet(BOB, 2, 50), ToldFacts.lost(bet, 3));
    assertEquals(new PostingAnswer.TooEarly(), house.post(7, RoundPnl::areComplete));
    assertEquals(HouseBalance.EMPTY, house.books());
  }

  @Test
  void aVoidedRoundIsNotPosted() {
    PublicBetEvent bet = ToldFacts.bet(ALICE, 2, 100);
    ToldFacts.tell(events, 7, bet, ToldFacts.refunded(bet, 3));
    assertEquals(Optional.empty(), post(house, 7));
    assertEquals(HouseBalance.EMPTY, house.books());
  }

  @Test
  void settlersAtTheSameTimePostEachRoundOnce() throws Exception {
    int rounds = 12;
    List<Callable<Optional<HouseEntry.Posted>>> work = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      PublicBetEvent bet = ToldFacts.bet(ALICE, round, round);
      ToldFacts.tell(events, round, bet, ToldFacts.lost(bet, 1_000 + round));
      for (int settler = 0; settler < 4; settler++) {
        long id = round;
        work.add(() -> post(on(events), id));
      }
    }
    int posted = 0;
    for (Optional<HouseEntry.Posted> answer : together(work)) {
      posted += answer.isPresent() ? 1 : 0;
    }
    assertEquals(rounds, posted);
    assertEquals(new HouseBalance(rounds, big(rounds * (rounds + 1) / 2), big(0)), house.books());
  }

  @Test
  void factsThatArriveWhileSettlersPostAreCountedOnce() throws Exception {
    List<Callable<Boolean>> work = new ArrayList<>();
    work.add(
        () -> {
          for (int i = 1; i <= 40; i++) {
            PublicBetEvent bet = ToldFacts.bet(BOB, i, i);
            ToldFacts.tell(events, 7, bet, ToldFacts.lost(bet, 1_000 + i), bet);
          }
          return true;
        });
    for (int settler = 0; settler < 3; settler++) {
      work.add(
          () -> {
            for (int i = 0; i < 20; i++) {
              post(on(events), 7);
            }
            return true;
          });
    }
    together(work);
    post(house, 7);
    assertEquals(big(820), house.bankroll());
    assertEquals(big(820), house.posted(7).orElseThrow().total());
    assertPostingsFollowEachOther();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSettlerThatIsStoppedAnywhereIsMadeGoodByTheNext(boolean onlyTheAnswerIsLost) {
    PublicBetEvent bet = ToldFacts.bet(ALICE, 2, 100);
    int calls = 0;
    for (int failing = 1; ; failing++) {
      long round = 100L + failing;
      ToldFacts.tell(events, round, bet, ToldFacts.lost(bet, 3));
      FaultyStore faulty = new FaultyStore(events, failing, onlyTheAnswerIsLost);
      try {
        post(on(faulty), round);
        break;
      } catch (StoreUnavailableException expected) {
        post(house, round);
        assertEquals(big(100), house.posted(round).orElseThrow().total());
        calls = failing;
      }
    }
    assertTrue(calls >= 4, "reads and a write");
    assertEquals(big(100L * (calls + 1)), house.bankroll());
  }

  @Test
  void aFundingHappensOnceUnderItsId() {
    HouseFunding funding = new HouseFunding("f-1", big(500), "ann", "opening");
    FundingAnswer first = fund(house, funding);
    assertInstanceOf(FundingAnswer.Done.class, first);
    assertEquals(first, fund(house, funding));
    assertEquals(
        events.head(HouseJournal.NAME).orElseThrow().body(),
        events.head(HouseJournal.fundingOf("f-1")).orElseThrow().body());
    assertInstanceOf(
        FundingAnswer.OtherUnderThisId.class,
        fund(house, new HouseFunding("f-1", big(501), "ann", "opening")));
    assertEquals(new HouseBalance(1, big(0), big(500)), house.books());
  }

  @Test
  void aWithdrawalThatWasDoneIsStillDoneWhenItCouldNotBeDoneAgain() {
    fund(house, new HouseFunding("f-1", big(500), "ann", "opening"));
    HouseFunding out = new HouseFunding("f-2", big(-400), "ann", "out");
    FundingAnswer done = fund(house, out);
    assertEquals(done, fund(house, out));
    assertEquals(
        new FundingAnswer.Overdrawn(
            new FreeBankroll.Known(
                new Exposure(new HouseBalance(2, big(0), big(100)), big(0), 0), big(0))),
        fund(house, new HouseFunding("f-3", big(-400), "ann", "out")));
  }

  /** The SDK has sent it twice: the second met a transaction, and the first is still on its way. */
  @Test
  void aWithdrawalThatMayBeUnderWayIsNotRefusedByWhatIsReadMeanwhile() {
    fund(house, new HouseFunding("f-1", big(500), "ann", "opening"));
    HouseFunding out = new HouseFunding("f-2", big(-400), "ann", "out");
    DelayedStore delayed = new DelayedStore(events);
    AtomicInteger looks = new AtomicInteger();
    assertThrows(
        StoreUnavailableException.class,
        () -> on(delayed).fund(out, () -> free(looks.incrementAndGet() == 1 ? 500 : 100)));
    assertEquals(2, looks.get());
    delayed.arrive();
    assertInstanceOf(FundingAnswer.Done.class, house.fund(out, () -> free(0)));
    assertEquals(big(100), house.bankroll());
  }

  /** What the house has less nothing, so that so much is free. */
  private FreeBankroll free(long wei) {
    return new FreeBankroll.Known(new Exposure(house.books(), BigInteger.ZERO, 0), big(500 - wei));
  }

  @Test
  void operatorsAndSettlersAtTheSameTimeLoseNothing() throws Exception {
    List<Callable<Boolean>> work = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      long id = i;
      PublicBetEvent bet = ToldFacts.bet(ALICE, i, 10);
      ToldFacts.tell(events, i, bet, ToldFacts.lost(bet, 100 + i));
      work.add(() -> post(on(events), id).isPresent());
      work.add(() -> fund(on(events), funding(id)) instanceof FundingAnswer.Done);
      work.add(() -> fund(on(events), funding(id)) instanceof FundingAnswer.Done);
    }
    for (boolean done : together(work)) {
      assertTrue(done);
    }
    assertEquals(new HouseBalance(20, big(100), big(1_000)), house.books());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFundingThatIsAskedAgainAfterALostAnswerHappensOnce(boolean onlyTheAnswerIsLost) {
    for (int failing = 1; failing <= 3; failing++) {
      HouseFunding funding = funding(failing);
      FaultyStore faulty = new FaultyStore(events, failing, onlyTheAnswerIsLost);
      assertThrows(StoreUnavailableException.class, () -> fund(on(faulty), funding));
      assertInstanceOf(FundingAnswer.Done.class, fund(house, funding));
      assertEquals(big(100L * failing), house.bankroll());
    }
  }

  @Test
  void whoAlwaysComesSecondDoesNotKnowAndTheNextPosts() {
    PublicBetEvent bet = ToldFacts.bet(ALICE, 2, 100);
    ToldFacts.tell(events, 7, bet, ToldFacts.lost(bet, 3));
    AtomicInteger others = new AtomicInteger();
    AppendListener faster =
        new AppendListener() {
          @Override
          public void decided(String journal, int number) {
            fund(house, funding(others.incrementAndGet()));
          }
        };
    Backoff backoff = new Backoff(AppendLoop.DELAYS, ThreadLocalRandom::current, ms -> {});
    HouseJournal second =
        new HouseJournal(events, InstantSource.system(), new AppendLoop(3, backoff, faster));
    assertThrows(TooManyConflictsException.class, () -> post(second, 7));
    assertEquals(3, others.get());
    assertEquals(Optional.empty(), house.posted(7));
    assertEquals(big(100), post(house, 7).orElseThrow().posting().total());
    assertEquals(new HouseBalance(4, big(100), big(300)), house.books());
  }

  private void assertPostingsFollowEachOther() {
    BigInteger bankroll = BigInteger.ZERO;
    long through = 0;
    for (HouseEntry entry : house.latest(Long.MAX_VALUE, 200).reversed()) {
      RoundPosting posting = assertInstanceOf(HouseEntry.Posted.class, entry).posting();
      assertEquals(through + 1, posting.from());
      through = posting.through();
      bankroll = bankroll.add(posting.delta());
      assertEquals(bankroll, posting.total());
      assertEquals(bankroll, entry.after().bankroll());
    }
  }

  private static Optional<HouseEntry.Posted> post(HouseJournal house, long round) {
    return switch (house.post(round, takings -> true)) {
      case PostingAnswer.Posted(HouseEntry.Posted entry, boolean isWhole) -> Optional.of(entry);
      case PostingAnswer.NothingLeft nothing -> Optional.empty();
      case PostingAnswer.TooEarly early -> throw new AssertionError("it is always due here");
    };
  }

  private static FundingAnswer fund(HouseJournal house, HouseFunding funding) {
    return house.fund(funding, ToldFacts.free(house));
  }

  private static HouseFunding funding(long id) {
    return new HouseFunding("f-" + id, big(100), "ann", "a test");
  }

  private static HouseJournal on(Journals events) {
    return new HouseJournal(events, InstantSource.system(), AppendLoop.inRealTime());
  }

  private static <T> List<T> together(List<Callable<T>> work) throws Exception {
    List<T> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<T> answer : threads.invokeAll(work)) {
        answers.add(answer.get());
      }
    }
    return answers;
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }
}
