package io.fairfall.conductor.rounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.conductor.ConductorFixture;
import io.fairfall.conductor.GameRules;
import io.fairfall.conductor.MortalClient;
import io.fairfall.conductor.leadership.LeadershipTerm;
import io.fairfall.conductor.leadership.Lease;
import io.fairfall.crash.FairnessEvent;
import io.fairfall.crash.RoundEvent.Crashed;
import io.fairfall.crash.RoundEvent.Started;
import io.fairfall.journal.Entry;
import io.fairfall.json.JsonCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Who conducts when several do, when one dies, and when one has conducted for long. */
@Tag("integration")
class TakeOverTest {
  private static final int CALLS_OF_TWO_ROUNDS = 90;
  private static final int CALLS_TO_A_START = 15;
  private static final int CALLS_OF_A_NEW_CHAIN = 12;

  /** After so many calls a second has passed, and somebody stands by. */
  private static final int CALLS_OF_A_STANDBY = 25;

  @Test
  void twoConductorsThatDoNotKnowOfEachOtherNeverBothAnnounceARound() throws Exception {
    ConductorFixture house = ConductorFixture.forThreads(2);
    house.somebodyWatches();
    house.store().createKeyedTable(house.name + "other-work");
    RoundLoop one = house.shift("a");
    RoundLoop other = house.shift("b", house.dynamo(), house.name + "other-work");
    inParallel(
        house,
        () -> one.run(house.limitForRounds(200_000)),
        () -> other.run(house.limitForRounds(200_000)));
    GameRules rules = GameRules.check(house);
    assertTrue(rules.crashed >= 4, "crashed " + rules.crashed);
    assertEquals(0, rules.voided);
    assertEquals(house.game().size(), house.announced.size());
  }

  @Test
  void aSuccessorTakesOverWithoutAGap() throws Exception {
    ConductorFixture house = ConductorFixture.forThreads(2);
    house.somebodyWatches();
    inParallel(
        house,
        () -> house.shift("a").run(house.limitForRounds(LeadershipTerm.TERM_MS + 40_000)),
        () -> {
          house.time.until(ConductorFixture.START_MS + 20_000);
          house.shift("b").run(house.limitForRounds(LeadershipTerm.TERM_MS + 60_000));
        });
    GameRules rules = GameRules.check(house);
    assertTrue(rules.crashed >= 8, "crashed " + rules.crashed);
    List<Entry> game = house.game();
    for (int i = 3; i < game.size(); i += 3) {
      Crashed before = JsonCodec.fromStore(Crashed.class, game.get(i - 1).body());
      assertTrue(game.get(i).atMs() - before.crashedAt() - ConductorFixture.TERMS.pauseMs() < 500);
    }
    assertEquals("b", holder(house));
  }

  /** A release that was just deployed conducts after a term, not after fifteen minutes. */
  @Test
  void aHolderMakesWayAfterATermAndNotBefore() throws Exception {
    ConductorFixture house = ConductorFixture.forThreads(2);
    house.somebodyWatches();
    long[] tookOverAtMs = {0};
    DynamoDbClient watched =
        MortalClient.observed(
            house.dynamo(),
            (call, method) -> {
              if (tookOverAtMs[0] == 0 && method.equals("getItem") && holder(house).equals("b")) {
                tookOverAtMs[0] = house.time.millis();
              }
            });
    inParallel(
        house,
        () -> house.shift("a").run(house.timeLimit()),
        () -> {
          house.time.until(ConductorFixture.START_MS + 20_000);
          house.shift("b", watched).run(house.limitForRounds(LeadershipTerm.TERM_MS + 60_000));
        });
    long termMs = tookOverAtMs[0] - ConductorFixture.START_MS;
    assertTrue(termMs >= LeadershipTerm.TERM_MS, "after " + termMs);
    assertTrue(
        termMs < LeadershipTerm.TERM_MS + ConductorFixture.TERMS.longRoundMs(), "after " + termMs);
    assertEquals("a", holder(house), "who handed over stood by, and went on when b's time was up");
    GameRules.check(house);
  }

  @Test
  void theNewestOfThoseWhoWaitTakesThePlaceOfTheOneBefore() throws Exception {
    ConductorFixture house = ConductorFixture.forThreads(3);
    house.somebodyWatches();
    long[] secondLeftAtMs = {0};
    inParallel(
        house,
        () -> house.shift("a").run(house.limitForRounds(40_000)),
        () -> {
          house.time.until(ConductorFixture.START_MS + 5_000);
          house.shift("b").run(house.timeLimit());
          secondLeftAtMs[0] = house.time.millis();
        },
        () -> {
          house.time.until(ConductorFixture.START_MS + 5_100);
          house.shift("c").run(house.limitForRounds(80_000));
        });
    assertTrue(secondLeftAtMs[0] < ConductorFixture.START_MS + 5_100 + 2 * Lease.RENEW_EVERY_MS);
    assertEquals("c", holder(house));
    GameRules.check(house);
  }

  /** Whatever the holder was at when it died: somebody stands by. */
  @Test
  void withASuccessorADeathCostsLessThanTwoSeconds() throws Exception {
    List<Long> gaps = new ArrayList<>();
    for (int calls = CALLS_OF_A_STANDBY; calls < CALLS_OF_TWO_ROUNDS; calls += 5) {
      ConductorFixture house = ConductorFixture.forThreads(2);
      house.somebodyWatches();
      long[] diedAtMs = {0};
      long[] tookOverAtMs = {0};
      int last = calls;
      DynamoDbClient mortal =
          MortalClient.observed(
              house.dynamo(),
              (call, method) -> {
                if (call >= last) {
                  diedAtMs[0] = house.time.millis();
                  throw new MortalClient.Killed(call);
                }
              });
      DynamoDbClient watched =
          MortalClient.observed(
              house.dynamo(),
              (call, method) -> {
                if (tookOverAtMs[0] == 0 && holder(house).equals("b")) {
                  tookOverAtMs[0] = house.time.millis();
                }
              });
      inParallel(
          house,
          () ->
              assertThrows(
                  MortalClient.Killed.class, () -> house.shift("a", mortal).run(house.timeLimit())),
          () -> {
            house.time.until(ConductorFixture.START_MS + 1_000);
            house.shift("b", watched).run(house.limitForRounds(60_000));
          });
      GameRules.check(house);
      gaps.add(tookOverAtMs[0] - diedAtMs[0]);
    }
    assertTrue(gaps.stream().allMatch(gap -> gap > 0 && gap < 2_000), () -> "gaps " + gaps);
  }

  @Test
  void whereHolderAndSuccessorDiedTogetherTheNextGoesOnOnceTheLeaseEnds()
      throws InterruptedException {
    ConductorFixture house = ConductorFixture.forThreads(1);
    house.somebodyWatches();
    long diedAtMs = house.time.millis();
    assertTrue(new Lease(house.dynamo(), house.name + "work", "dead").take(diedAtMs));
    assertTrue(new Lease(house.dynamo(), house.name + "work", "dead too").succeed(diedAtMs));
    house.shift("a").run(house.limitForRounds(40_000));
    assertFalse(house.game().isEmpty());
    assertTrue(
        house.journal(FairnessEvent.JOURNAL).getFirst().atMs() <= diedAtMs + 2 * Lease.LEASE_MS);
  }

  /** The process dies after each of its calls in turn; another goes on a little later. */
  @ParameterizedTest
  @ValueSource(longs = {7_000, 90_000})
  void aConductorThatDiesAnywhereIsSucceededByTheRules(long laterMs) throws InterruptedException {
    int voided = 0;
    int resumed = 0;
    for (int calls = 1; calls <= CALLS_OF_TWO_ROUNDS; calls += calls < CALLS_TO_A_START ? 1 : 3) {
      ConductorFixture house = ConductorFixture.forThreads(1);
      house.somebodyWatches();
      List<Entry> left = dieAfter(calls, house, laterMs);
      List<Entry> game = house.game();
      assertEquals(left, game.subList(0, left.size()));
      voided += GameRules.check(house).voided;
      if (!left.isEmpty() && left.getLast().type().equals(Started.TYPE)) {
        assertEquals(Crashed.TYPE, game.get(left.size()).type(), "a started round crashes");
        resumed++;
      }
    }
    assertTrue(resumed > 0, "no flight was interrupted");
    assertTrue(voided > 0 || laterMs < 10_000, "no round missed its start");
  }

  @Test
  void aChainWhoseMakerDiesAnywhereIsMadeOrReplaced() throws InterruptedException {
    for (int calls = 1; calls <= CALLS_OF_A_NEW_CHAIN; calls++) {
      ConductorFixture house = ConductorFixture.forThreads(1);
      house.somebodyWatches();
      dieAfter(calls, house, Lease.LEASE_MS);
      assertEquals(1, house.chains().size());
      assertTrue(GameRules.check(house).crashed > 0, "after call " + calls);
    }
  }

  /** It is waited for in steps of ten milliseconds: the lease is kept on the way. */
  @Test
  void whoWaitsForALateBeaconIsNotTakenForDead() throws Exception {
    ConductorFixture house = ConductorFixture.forThreads(2);
    house.somebodyWatches();
    house.beaconDelayMs = 20_000;
    inParallel(
        house,
        () -> house.shift("a").run(house.limitForRounds(60_000)),
        () -> {
          house.time.until(ConductorFixture.START_MS + 1_000);
          house.shift("b").run(house.limitForRounds(20_000));
        });
    assertTrue(GameRules.check(house).crashed >= 1);
    assertEquals("a", holder(house));
  }

  private static String holder(ConductorFixture house) {
    return new Lease(house.dynamo(), house.name + "work", "x").read().holder();
  }

  /** What the game journal held when the process died. */
  private static List<Entry> dieAfter(int calls, ConductorFixture house, long laterMs)
      throws InterruptedException {
    DynamoDbClient mortal = MortalClient.killedAfter(house.dynamo(), calls);
    assertThrows(MortalClient.Killed.class, () -> house.shift("a", mortal).run(house.timeLimit()));
    List<Entry> left = house.game();
    house.time.pass(laterMs);
    house.shift("b").run(house.limitForRounds(30_000));
    return left;
  }

  private interface Work {
    void run() throws InterruptedException;
  }

  private static void inParallel(ConductorFixture house, Work... works)
      throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread::new)) {
      List<Future<?>> running = new ArrayList<>();
      for (Work work : works) {
        running.add(
            threads.submit(
                () -> {
                  try {
                    work.run();
                  } finally {
                    house.time.leave();
                  }
                  return work;
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
  }
}
