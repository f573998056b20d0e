package io.fairfall.realtime;

import static io.fairfall.realtime.RealtimeFixture.ALICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.crash.GameJournal;
import io.fairfall.crash.Round;
import io.fairfall.crash.RoundView;
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.money.Wei;
import io.fairfall.realtime.channels.ChannelPositions;
import io.fairfall.realtime.channels.PayloadBudget;
import io.fairfall.realtime.snapshots.Boards;
import io.fairfall.realtime.snapshots.DynamoSnapshotCache;
import io.fairfall.realtime.snapshots.LastCrashes;
import io.fairfall.realtime.snapshots.SharedSnapshot;
import io.fairfall.realtime.snapshots.Snapshots;
import io.fairfall.realtime.subscriptions.SocketTally;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Snapshots that a crowd shares, on a real store; each greeter is an instance of its own. */
@Tag("integration")
class SharedSnapshotsTest {
  private static final int CROWD = 48;
  private static final String EPOCH = "e1";
  private static final String ALL = "{\"channels\":[\"game\",\"rounds\"]}";

  @AutoClose private final RealtimeFixture house = new RealtimeFixture();

  private final AtomicLong nowMs = new AtomicLong(1_795_168_830_000L);
  private final InstantSource clock = () -> Instant.ofEpochMilli(nowMs.get());

  /** One instance of the function, with nothing in memory. */
  private final class Greeter {
    private final SocketTally tally = new SocketTally(clock);
    private final GameJournal game = new GameJournal(house.events);
    private final Snapshots snapshots =
        new Snapshots(
            new DynamoSnapshotCache(house.dynamo.client(), "connections", clock),
            ms -> LockSupport.parkNanos(Duration.ofMillis(5 * ms).toNanos()),
            tally);
    private final LastCrashes crashes = new LastCrashes(game, snapshots, clock);
    private final Boards boards = new Boards(house.events, snapshots, clock);

    List<RoundView.Past> crashes(String epoch) {
      Round round = game.latest().orElseThrow();
      return crashes.before(round, epoch);
    }

    Boards.Told board(long round, long head) {
      return boards.of(
          new ChannelPositions.InRound(Long.toString(round), head),
          EPOCH,
          new PayloadBudget(24_000));
    }

    long computed() {
      return tally.of(SocketTally.Count.SNAPSHOTS_COMPUTED);
    }
  }

  @BeforeEach
  void play() {
    house.playRounds(6);
    house.fund(ALICE, 9);
  }

  @Test
  void aCrowdComputesOneSnapshotPerChannel() throws Exception {
    long round = house.openRound();
    bets(round, 3);
    List<Greeter> crowd = new ArrayList<>();
    List<Callable<String>> hellos = new ArrayList<>();
    for (int i = 0; i < CROWD; i++) {
      Greeter greeter = new Greeter();
      crowd.add(greeter);
      hellos.add(() -> greeter.crashes(EPOCH) + greeter.board(round, 3).body());
    }
    Set<String> answers = new HashSet<>();
    try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> answer : together.invokeAll(hellos)) {
        answers.add(answer.get());
      }
    }
    assertEquals(1, answers.size(), "everybody is told the same");
    assertEquals(2, crowd.stream().mapToLong(Greeter::computed).sum(), "game and rounds, once");
  }

  @Test
  void whoDiesWhileComputingHoldsNobodyUp() {
    assertTrue(
        new DynamoSnapshotCache(house.dynamo.client(), "connections", clock)
            .lease("game", Optional.empty()));
    Greeter greeter = new Greeter();
    assertEquals(5, greeter.crashes(EPOCH).size());
    assertEquals(1, greeter.computed());
    nowMs.addAndGet(DynamoSnapshotCache.LEASE.toMillis());
    Greeter next = new Greeter();
    next.crashes(EPOCH);
    assertEquals(1, next.computed(), "the right to compute had run out, and it was given anew");
    Greeter last = new Greeter();
    last.crashes(EPOCH);
    assertEquals(0, last.computed());
  }

  @Test
  void aSnapshotOfAnotherEpochIsNeverServed() {
    new Greeter().crashes("before");
    Greeter greeter = new Greeter();
    greeter.crashes(EPOCH);
    assertEquals(1, greeter.computed());
  }

  @Test
  void withinAnEpochASharedSnapshotOnlyMovesForward() {
    DynamoSnapshotCache shelf =
        new DynamoSnapshotCache(house.dynamo.client(), "connections", clock);
    SharedSnapshot newer = new SharedSnapshot("rounds", EPOCH, 7, 5, "{}", clock.millis());
    shelf.put(newer);
    for (SharedSnapshot older :
        List.of(
            new SharedSnapshot("rounds", EPOCH, 7, 4, "{\"old\":1}", clock.millis()),
            new SharedSnapshot("rounds", EPOCH, 4, 9, "{\"old\":1}", clock.millis()))) {
      shelf.put(older);
      assertEquals(newer, shelf.read("rounds").orElseThrow());
    }
    SharedSnapshot another = new SharedSnapshot("rounds", "e2", 1, 0, "{}", clock.millis());
    shelf.put(another);
    assertEquals(another, shelf.read("rounds").orElseThrow());
  }

  @Test
  void anOlderListOfCrashesIsBroughtUpToDate() {
    new Greeter().crashes(EPOCH);
    house.playRounds(3);
    house.openRound();
    house.voidRound();
    house.playRounds(1);
    Greeter late = new Greeter();
    List<RoundView.Past> crashes = late.crashes(EPOCH);
    assertEquals(0, late.computed());
    assertEquals(
        List.of("25", "22", "19", "16", "13", "10", "7", "4", "1"),
        crashes.stream().map(RoundView.Past::roundId).toList());
    Greeter alone = new Greeter();
    assertEquals(alone.crashes("of its own"), crashes);
  }

  @Test
  void whatWasBetSinceAnOlderBoardIsToldBehindIt() {
    long round = house.openRound();
    bets(round, 2);
    house.connect("a", null);
    house.hello("a", null, ALL);
    house.connect("b", null);
    betsMore(round, 1);
    MessageTree rounds = house.hello("b", null, ALL).at("channels").at("rounds");
    assertEquals("snapshot", rounds.text("status"));
    assertEquals("{\"round\":\"" + round + "\",\"id\":3}", rounds.at("position").written());
    assertEquals("{\"round\":\"" + round + "\",\"id\":2}", rounds.at("snapshotPosition").written());
    assertEquals(1, rounds.list("events").size());
    assertEquals(3, rounds.list("events").getFirst().number("id"));
    assertEquals(2, rounds.at("snapshot").list("facts").size());
  }

  @Test
  void aBoardThatNothingFollowsHasNoEvents() {
    long round = house.openRound();
    bets(round, 1);
    house.connect("a", null);
    MessageTree rounds = house.hello("a", null, ALL).at("channels").at("rounds");
    assertFalse(rounds.has("snapshotPosition"));
    assertFalse(rounds.has("events"));
  }

  @Test
  void tooManyBetsSinceABoardMakeANewOne() {
    long round = house.openRound();
    bets(round, 1);
    new Greeter().board(round, 1);
    for (long id = 2; id <= 2 + Boards.MAX_EVENTS_BEHIND; id++) {
      append(round, id);
    }
    long head = 2 + Boards.MAX_EVENTS_BEHIND;
    Greeter late = new Greeter();
    Boards.Told told = late.board(round, head);
    assertEquals(1, late.computed());
    assertEquals(List.of(), told.events());
    assertEquals(head, told.end().id());
  }

  /** Bets of one player each, each in an entry of its own. */
  private void bets(long round, int count) {
    for (long id = 1; id <= count; id++) {
      append(round, id);
    }
  }

  private void betsMore(long round, int count) {
    long head = house.events.latest("round:" + round, Long.MAX_VALUE, 1).getFirst().version();
    for (long id = head + 1; id <= head + count; id++) {
      append(round, id);
    }
  }

  private void append(long round, long id) {
    house.events.append(
        RoundFacts.write(
            round,
            id,
            List.of(
                new PublicBetEvent(
                    "0x%040x".formatted(id),
                    1,
                    PublicBetEvent.Kind.BET,
                    "1",
                    1,
                    Wei.ofEther(1),
                    null,
                    null,
                    null,
                    clock.millis())),
            clock.millis()));
  }
}
