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
import io.fairfall.crash.ConductorLease;
import io.fairfall.crash.CrashDisclosure;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.RoundEvent.Crashed;
import io.fairfall.crash.RoundEvent.Opened;
import io.fairfall.crash.RoundEvent.Started;
import io.fairfall.crash.RoundEvent.Voided;
import io.fairfall.crash.RoundSecrets;
import io.fairfall.journal.Entry;
import io.fairfall.json.JsonCodec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@Tag("integration")
class RoundLoopTest {
  @Test
  void roundsFollowEachOtherAtTheirInstants() throws InterruptedException {
    ConductorFixture house = ConductorFixture.forThreads(1);
    house.somebodyWatches();
    house.shift("a").run(house.limitForRounds(120_000));
    GameRules rules = GameRules.check(house);
    assertTrue(rules.crashed >= 3, "crashed " + rules.crashed);
    assertEquals(0, rules.voided);
    List<Entry> game = house.game();
    assertEquals(game, house.announced);
    for (int i = 3; i < game.size(); i += 3) {
      Crashed before = JsonCodec.fromStore(Crashed.class, game.get(i - 1).body());
      Opened opened = JsonCodec.fromStore(Opened.class, game.get(i).body());
      assertEquals(before.crashedAt() + ConductorFixture.TERMS.pauseMs(), opened.opensAt());
      assertEquals(CrashDisclosure.toldAtMs(before.crashedAt()), game.get(i - 1).atMs());
    }
  }

  /** Whoever has just begun has seen one answer, and its clock may be ahead by a second. */
  @ParameterizedTest
  @CsvSource({"0, 0", "50, 0", "51, 1", "449, 399", "1000, 950", "9223372036854775807, 950"})
  void aCrashIsToldAsMuchLaterAsTheClockMayBeAhead(long mostMs, long laterMs)
      throws InterruptedException {
    ConductorFixture house = ConductorFixture.forThreads(1);
    house.somebodyWatches();
    house.shift("a", new ClockSkew.Bounds(-100, mostMs)).run(house.limitForRounds(60_000));
    assertTrue(GameRules.check(house).crashed >= 1);
    for (Entry entry : house.game()) {
      if (entry.type().equals(Crashed.TYPE)) {
        Crashed crashed = JsonCodec.fromStore(Crashed.class, entry.body());
        assertEquals(CrashDisclosure.toldAtMs(crashed.crashedAt()) + laterMs, entry.atMs());
      }
    }
  }

  /** A clock that is found wrong in the middle of a round ends it for this conductor. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void whoseClockIsWrongNeitherOpensNorStartsNorEndsARound(int entries)
      throws InterruptedException {
    ConductorFixture house = ConductorFixture.forThreads(1);
    house.somebodyWatches();
    RoundLoop wrong =
        house.shift(
            "a",
            () ->
                house.game().size() < entries - 1
                    ? new ClockSkew.Bounds(-1, 0)
                    : new ClockSkew.Bounds(51, 90));
    wrong.run(house.limitForRounds(60_000));
    assertEquals(entries - 1, house.game().size());
    assertEquals(List.of(RoundLoop.CLOCK_METRIC), house.alarms);
    house.shift("b").run(house.limitForRounds(60_000));
    assertTrue(GameRules.check(house).crashed >= 1, "somebody else goes on");
  }

  @Test
  void aFlightThatOutlastsItsConductorIsEndedByTheNext() throws InterruptedException {
    ConductorFixture house = ConductorFixture.forThreads(1);
    house.somebodyWatches();
    DynamoDbClient mortal =
        MortalClient.observed(
            house.dynamo(),
            (call, method) -> {
              if (house.game().size() == 2) {
                throw new MortalClient.Killed(call);
              }
            });
    assertThrows(MortalClient.Killed.class, () -> house.shift("a", mortal).run(house.timeLimit()));
    new Lease(house.dynamo(), house.name + "work", "a").release(house.time.millis());
    house.shift("b").run(house.time.millis() + LeadershipTerm.END_MARGIN_MS);
    assertEquals(2, house.game().size(), "there was no time for the crash");
    house.shift("c").run(house.limitForRounds(1));
    assertEquals(3, house.game().size());
    GameRules rules = GameRules.check(house);
    assertEquals(1, rules.crashed);
  }

  @Test
  void withNobodyThereItRestsBetweenRoundsAndIsWokenByWhoeverComes() throws InterruptedException {
    ConductorFixture house = ConductorFixture.forThreads(1);
    ConductorLease lease = new ConductorLease(house.dynamo(), house.name + "work");
    assertTrue(lease.isIdle(house.time.millis()), "nobody has ever conducted");
    house.shift("a").run(house.timeLimit());
    assertEquals(List.of(), house.game());
    assertEquals(List.of(), house.chains(), "nobody is there to play it");
    assertTrue(lease.isIdle(house.time.millis()));
    house.somebodyWatches();
    house.shift("b").run(house.limitForRounds(20_000));
    assertFalse(house.game().isEmpty());
  }

  @Test
  void aTickOnARestingHouseReadsFourItemsAndWritesNone() throws InterruptedException {
    ConductorFixture house = ConductorFixture.forThreads(1);
    house.shift("a").run(house.timeLimit());
    List<String> calls = new ArrayList<>();
    DynamoDbClient counted =
        MortalClient.observed(house.dynamo(), (call, method) -> calls.add(method));
    house.shift("b", counted).run(house.timeLimit());
    assertEquals(List.of("getItem", "getItem", "query", "getItem"), calls);
  }

  @Test
  void whoComesWhileItLiesDownKeepsItUp() throws InterruptedException {
    ConductorFixture house = ConductorFixture.forThreads(1);
    boolean[] came = {false};
    ConductorLease lease = new ConductorLease(house.dynamo(), house.name + "work");
    DynamoDbClient watched =
        MortalClient.observed(
            house.dynamo(),
            (call, method) -> {
              if (!came[0] && method.equals("updateItem") && isMarkedIdle(house)) {
                came[0] = true;
                house.somebodyWatches();
                assertTrue(lease.isIdle(house.time.millis()), "the waker would invoke, too");
              }
            });
    house.shift("a", watched).run(house.limitForRounds(20_000));
    assertTrue(came[0]);
    assertFalse(house.game().isEmpty());
    GameRules.check(house);
  }

  @Test
  void withoutItsBeaconARoundIsVoidAndPlayGoesOnOnceItIsBack() throws InterruptedException {
    ConductorFixture house = ConductorFixture.forThreads(1);
    house.somebodyWatches();
    house.beaconAnswers = false;
    house.shift("a").run(house.limitForRounds(60_000));
    GameRules rules = GameRules.check(house);
    assertEquals(0, rules.crashed);
    assertTrue(rules.voided >= 2, "voided " + rules.voided);
    assertTrue(house.beaconsAsked.get() > 10, "it is asked again: " + house.beaconsAsked);
    house.beaconAnswers = true;
    house.shift("b").run(house.limitForRounds(20_000));
    assertTrue(GameRules.check(house).crashed > 0);
  }

  @Test
  void aLateBeaconMakesALaterStart() throws InterruptedException {
    ConductorFixture house = ConductorFixture.forThreads(1);
    house.somebodyWatches();
    house.beaconDelayMs = 29_000;
    house.shift("a").run(house.limitForRounds(20_000));
    assertEquals(0, GameRules.check(house).voided);
    Opened opened = JsonCodec.fromStore(Opened.class, house.game().get(0).body());
    Started started = JsonCodec.fromStore(Started.class, house.game().get(1).body());
    long lateMs = started.startsAt() - opened.closesAt() - 300 - 29_000;
    assertTrue(lateMs >= NextAction.START_LEAD_MS && lateMs < 150, "started so late: " + lateMs);
  }

  /** A deployment finds what the release before it left. */
  @Test
  void aRoundOfBeforeThatNoBeaconDecidesIsVoidAndItsChainGoesOn() throws InterruptedException {
    ConductorFixture house = ConductorFixture.forThreads(1);
    house.somebodyWatches();
    house.shift("a").run(house.limitForRounds(1));
    List<Entry> game = house.game();
    Opened last = JsonCodec.fromStore(Opened.class, game.get(game.size() - 3).body());
    long now = house.time.millis();
    Crashed end = JsonCodec.fromStore(Crashed.class, game.getLast().body());
    long id = game.size() + 1L;
    Opened before =
        new Opened(
            last.chain(),
            last.game() + 1,
            end.gameHash(),
            now,
            now + 6_000,
            now + 7_000,
            last.minStake(),
            last.maxStake(),
            last.maxProfit(),
            1,
            last.bankroll());
    new GameJournal(house.events()).append(id, before, now);
    new RoundSecrets(house.dynamo(), house.name + "secrets").prepare(id, "5a".repeat(32));
    house.shift("b").run(house.limitForRounds(30_000));
    assertEquals(Voided.TYPE, house.game().get((int) id).type());
    assertTrue(house.game().get((int) id).atMs() > now + 7_500);
    Opened next = JsonCodec.fromStore(Opened.class, house.game().get((int) id + 1).body());
    assertEquals(last.chain(), next.chain());
    assertEquals(last.game() + 2, next.game());
  }

  @Test
  void afterARoundOfAChainThatNobodyPublishedNoOtherChainIsMade() throws InterruptedException {
    ConductorFixture house = ConductorFixture.forThreads(1);
    house.somebodyWatches();
    house.shift("a").run(house.limitForRounds(1));
    int chains = house.chains().size();
    Opened last = JsonCodec.fromStore(Opened.class, house.game().getFirst().body());
    long id = house.game().size() + 1L;
    long now = house.time.millis();
    GameJournal game = new GameJournal(house.events());
    Opened stray =
        new Opened(
            "nobody's",
            1,
            last.commitment(),
            now,
            now + 1,
            now + 2,
            last.minStake(),
            last.maxStake(),
            last.maxProfit(),
            1);
    game.append(id, stray, now);
    game.append(id + 1, new Voided("5a".repeat(32), "stray"), now);
    assertThrows(
        IllegalStateException.class, () -> house.shift("b").run(house.limitForRounds(60_000)));
    assertEquals(chains, house.chains().size());
    Lease lease = new Lease(house.dynamo(), house.name + "work", "x");
    assertTrue(lease.take(house.time.millis()), "the next need not wait");
  }

  @Test
  void aChainThatRunsOutIsFollowedByTheNext() throws InterruptedException {
    ConductorFixture house = ConductorFixture.withChainLength(2);
    house.somebodyWatches();
    house.shift("a").run(house.limitForRounds(200_000));
    GameRules rules = GameRules.check(house);
    assertTrue(rules.crashed > 5, "crashed " + rules.crashed);
    assertTrue(house.chains().size() > 2);
  }

  private static boolean isMarkedIdle(ConductorFixture house) {
    return new Lease(house.dynamo(), house.name + "work", "x").read().idle();
  }
}
