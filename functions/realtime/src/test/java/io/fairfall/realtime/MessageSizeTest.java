package io.fairfall.realtime;

import static io.fairfall.realtime.RealtimeFixture.ALICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.PublicBetEvent.Kind;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.crash.bets.RoundProjection;
import io.fairfall.journal.AppendLoop;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** However much there is to tell, a message stays well below API Gateway's frame of 32 KB. */
@Tag("integration")
class MessageSizeTest {
  private static final int MAX_MESSAGE_BYTES = 30_000;

  @AutoClose private final RealtimeFixture house = new RealtimeFixture();

  @BeforeEach
  void connect() {
    house.connect("a", ALICE);
  }

  @Test
  void aCrowdedBoardShowsItsLargestStakesAndCountsTheRest() {
    long round = house.openRound();
    crowd(round, 500);
    MessageTree ack = house.hello("a", ALICE, "{\"channels\":[\"game\",\"rounds\",\"account\"]}");
    MessageTree board = ack.at("channels").at("rounds").at("snapshot");
    int shown = board.list("facts").size();
    assertEquals(500, shown + board.number("omitted"));
    assertTrue(shown > 80, shown + " facts");
    assertEquals("500", board.list("facts").getFirst().text("stake"));
    assertBounded(ack);
  }

  @Test
  void aLongReplayLeavesRoomForTheRest() {
    house.playRounds(20);
    crowd(house.openRound(), 500);
    String hello =
        "{\"channels\":[\"game\",\"rounds\",\"account\"],\"positions\":{\"game\":%d,\"account\":0}}";
    for (int position = 0; position <= 61; position += 5) {
      String reconnected = "at-" + position;
      house.connect(reconnected, ALICE);
      assertBounded(house.hello(reconnected, ALICE, hello.formatted(position)));
      house.send("socket-disconnect.json", reconnected, ALICE, null);
    }
    MessageTree channels = house.hello("a", ALICE, hello.formatted(1)).at("channels");
    assertEquals("replay", channels.at("game").text("status"));
    assertEquals("snapshot", channels.at("rounds").text("status"));
    assertTrue(channels.at("rounds").at("snapshot").list("facts").size() > 5);
  }

  @Test
  void aReplayThatDoesNotFitBecomesASnapshot() {
    house.playRounds(60);
    String hello = "{\"channels\":[\"game\"],\"positions\":{\"game\":1}}";
    MessageTree ack = house.hello("a", ALICE, hello);
    assertEquals("snapshot", ack.at("channels").at("game").text("status"));
    assertEquals(180, ack.at("channels").at("game").number("position"));
    assertBounded(ack);
  }

  private void crowd(long round, int players) {
    List<PublicBetEvent> facts = new ArrayList<>();
    for (int i = 1; i <= players; i++) {
      facts.add(
          new PublicBetEvent(
              "0x%040x".formatted(i), 2, Kind.BET, "2", 1, Wei.of(i), null, null, null, 1));
      facts.add(
          new PublicBetEvent(
              "0x%040x".formatted(i),
              3,
              Kind.CASHOUT,
              "2",
              1,
              Wei.of(i),
              null,
              new Multiplier(150),
              Wei.of(i * 3L / 2),
              2));
    }
    assertTrue(
        new RoundProjection(house.events, round, InstantSource.system(), AppendLoop.inRealTime())
            .add(facts));
    assertEquals(players * 2, RoundFacts.all(house.events, round).size());
  }

  private static void assertBounded(MessageTree message) {
    int bytes = message.written().length();
    assertTrue(bytes < MAX_MESSAGE_BYTES, bytes + " bytes");
  }
}
