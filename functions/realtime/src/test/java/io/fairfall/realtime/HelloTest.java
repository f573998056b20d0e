package io.fairfall.realtime;

import static io.fairfall.realtime.RealtimeFixture.ALICE;
import static io.fairfall.realtime.RealtimeFixture.BOB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import io.fairfall.realtime.channels.Topic;
import io.fairfall.realtime.recovery.Epoch;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@Tag("integration")
class HelloTest {
  private static final String ALL =
      "{\"action\":\"hello\",\"channels\":[\"game\",\"rounds\",\"account\"]}";
  private static final String GAME_FROM =
      "{\"action\":\"hello\",\"channels\":[\"game\"],\"positions\":{\"game\":%d}}";

  private final RealtimeFixture house = new RealtimeFixture();

  @BeforeEach
  void connect() {
    house.connect("a", ALICE);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void whoKnowsNothingGetsSnapshotsOfEverything() {
    house.playRounds(2);
    house.fund(ALICE, 2);
    long round = house.openRound();
    house.bet(ALICE, round, 1, Wei.ofEther(1), new Multiplier(200));
    project();
    MessageTree ack = house.hello("a", ALICE, ALL);
    assertEquals("hello_ack", ack.text("type"));
    MessageTree game = ack.at("channels").at("game");
    assertEquals("snapshot", game.text("status"));
    assertEquals(7, game.number("position"));
    assertEquals("7", game.at("snapshot").text("roundId"));
    assertTrue(game.at("snapshot").has("serverTime"));
    List<MessageTree> last = game.at("snapshot").list("last");
    assertEquals(List.of("4", "1"), last.stream().map(past -> past.text("roundId")).toList());
    assertEquals(250, last.getFirst().number("crash"));
    MessageTree account = ack.at("channels").at("account");
    assertEquals(2, account.number("position"));
    assertEquals(ALICE, account.at("snapshot").text("player"));
    assertEquals("1000000000000000000", account.at("snapshot").text("locked"));
    assertEquals("200", account.at("snapshot").list("bets").getFirst().text("autoCashout"));
    MessageTree rounds = ack.at("channels").at("rounds");
    assertEquals("{\"round\":\"7\",\"id\":1}", rounds.at("position").written());
    MessageTree fact = rounds.at("snapshot").list("facts").getFirst();
    assertEquals("bet", fact.text("kind"));
    assertFalse(fact.has("auto"));
  }

  @Test
  void aHouseThatNeverPlayedHasSnapshotsToo() {
    MessageTree channels = house.hello("a", ALICE, ALL).at("channels");
    assertEquals("idle", channels.at("game").at("snapshot").text("phase"));
    assertEquals("0", channels.at("account").at("snapshot").text("available"));
    assertEquals(List.of(), channels.at("rounds").at("snapshot").list("facts"));
    MessageTree again = house.hello("a", ALICE, GAME_FROM.formatted(0)).at("channels").at("game");
    assertEquals("ok", again.text("status"));
  }

  @Test
  void whoMissedALittleIsToldExactlyThat() {
    house.playRounds(3);
    MessageTree game = house.hello("a", ALICE, GAME_FROM.formatted(7)).at("channels").at("game");
    assertEquals("replay", game.text("status"));
    assertEquals(9, game.number("position"));
    assertEquals(
        List.of("round_start 8", "round_crash 9"),
        game.list("events").stream().map(e -> e.text("type") + " " + e.text("id")).toList());
    MessageTree then = house.hello("a", ALICE, GAME_FROM.formatted(9)).at("channels").at("game");
    assertEquals("ok", then.text("status"));
    assertEquals(9, then.number("position"));
  }

  @Test
  void aReplayAndABroadcastSayTheSameBytes() {
    house.playRounds(1);
    house.hello("a", ALICE, GAME_FROM.formatted(3));
    new Broadcaster(house.environment())
        .handleRequest(RealtimeFixture.stream(house.gameEntries()), RealtimeFixture.noContext());
    MessageTree game = house.hello("a", ALICE, GAME_FROM.formatted(0)).at("channels").at("game");
    assertEquals(
        house.gateway.heard("a"), game.list("events").stream().map(MessageTree::written).toList());
  }

  @Test
  void anImpossiblePositionGetsASnapshot() {
    house.playRounds(1);
    for (String position : List.of("4", "null", "999999999999999999")) {
      MessageTree game = house.hello("a", ALICE, helloFrom(position)).at("channels").at("game");
      assertEquals("snapshot", game.text("status"), position);
    }
  }

  @Test
  void whatIsNoPositionIsRefusedByName() {
    house.playRounds(1);
    for (String position : List.of("-1", "1.5", "\"4\"", "18446744073709551620")) {
      MessageTree problem = house.hello("a", ALICE, helloFrom(position)).at("problem");
      assertTrue(problem.text("detail").contains("positions.game"), problem.text("detail"));
    }
  }

  private static String helloFrom(String position) {
    return "{\"action\":\"hello\",\"channels\":[\"game\"],\"positions\":{\"game\":"
        + position
        + "}}";
  }

  @Test
  void aPositionOfAnotherEpochIsUnknown() {
    house.playRounds(1);
    MessageTree game = house.hello("a", ALICE, ALL).at("channels").at("game");
    String epoch = game.text("epoch");
    String hello = "{\"channels\":[\"game\"],\"positions\":{\"game\":2},\"epoch\":\"%s\"}";
    assertEquals(
        "replay",
        house.hello("a", ALICE, hello.formatted(epoch)).at("channels").at("game").text("status"));
    assertEquals(
        "snapshot",
        house.hello("a", ALICE, hello.formatted("no")).at("channels").at("game").text("status"));
  }

  @Test
  void anEmptyHistoryIsAnEpochThatItsFirstEntryEnds() {
    MessageTree empty = house.hello("a", ALICE, ALL).at("channels").at("game");
    house.playRounds(1);
    MessageTree begun = house.hello("a", ALICE, ALL).at("channels").at("game");
    assertNotEquals(empty.text("epoch"), begun.text("epoch"));
  }

  @Test
  void aRestoredTableIsAnotherEpoch() {
    house.playRounds(1);
    assertEquals(
        new Epoch(house.events, "one").current(), new Epoch(house.events, "one").current());
    assertNotEquals(
        new Epoch(house.events, "one").current(), new Epoch(house.events, "other").current());
  }

  @Test
  void aPlaceInAnEarlierRoundGetsTheBoardOfThisOne() {
    house.playRounds(1);
    String hello =
        "{\"channels\":[\"rounds\"],\"positions\":{\"rounds\":{\"round\":\"%s\",\"id\":0}}}";
    assertEquals(
        "ok",
        house.hello("a", ALICE, hello.formatted("1")).at("channels").at("rounds").text("status"));
    house.openRound();
    MessageTree rounds = house.hello("a", ALICE, hello.formatted("1")).at("channels").at("rounds");
    assertEquals("snapshot", rounds.text("status"));
    assertEquals("4", rounds.at("snapshot").text("roundId"));
  }

  @Test
  void whatIsMissedInARoundIsToldWithoutTargets() {
    house.fund(ALICE, 2);
    long round = house.openRound();
    house.bet(ALICE, round, 1, Wei.ofEther(1), new Multiplier(918_273_645));
    project();
    String hello =
        "{\"channels\":[\"rounds\"],\"positions\":{\"rounds\":{\"round\":\"1\",\"id\":0}}}";
    MessageTree rounds = house.hello("a", ALICE, hello).at("channels").at("rounds");
    assertEquals("replay", rounds.text("status"));
    assertEquals("1", rounds.list("events").getFirst().text("round"));
    assertFalse(rounds.written().contains("918273645"), rounds.written());
  }

  @Test
  void aHelloWakesAConductorThatRestsAndNoOther() {
    house.hello("a", ALICE, ALL);
    assertEquals(
        List.of(
            "/2015-03-31/functions/"
                + RealtimeFixture.CONDUCTOR
                + "/invocations Event {\"wake\":\"feed\"}"),
        house.gateway.invocations());
    house.gateway.forget();
    lease(false);
    house.hello("a", ALICE, ALL);
    assertEquals(List.of(), house.gateway.invocations());
    lease(true);
    house.hello("a", ALICE, ALL);
    assertEquals(1, house.gateway.invocations().size());
  }

  @Test
  void aPongTellsThePositionsOfWhatIsFollowed() {
    house.playRounds(1);
    house.fund(ALICE, 1);
    assertEquals("{}", house.ping("a", ALICE).at("positions").written());
    house.hello("a", ALICE, "{\"channels\":[\"game\"]}");
    assertEquals("{\"game\":3}", house.ping("a", ALICE).at("positions").written());
    house.hello("a", ALICE, ALL);
    MessageTree pong = house.ping("a", ALICE);
    assertEquals("pong", pong.text("type"));
    assertTrue(pong.number("serverTime") > 0);
    assertEquals(
        "{\"game\":3,\"rounds\":{\"round\":\"1\",\"id\":0},\"account\":1}",
        pong.at("positions").written());
  }

  @Test
  void aGoodbyeRemovesTheConnectionAndWhatItFollowed() {
    house.hello("a", ALICE, ALL);
    assertEquals(List.of("a"), house.connections.followers(Topic.GAME));
    assertEquals(List.of("a"), house.connections.followers(Topic.account(ALICE)));
    house.send("socket-disconnect.json", "a", ALICE, null);
    house.send("socket-disconnect.json", "a", ALICE, null);
    assertTrue(house.dynamo.client().scan(scan -> scan.tableName("connections")).items().isEmpty());
    assertEquals("NOT_FOUND", house.hello("a", ALICE, ALL).code());
    assertTrue(house.dynamo.client().scan(scan -> scan.tableName("connections")).items().isEmpty());
  }

  @Test
  void whatIsLeftIsFollowedNoLongerAndTheRestIs() {
    house.hello("a", ALICE, ALL);
    house.hello("a", ALICE, "{\"channels\":[\"settings\"]}");
    house.connections.leave("a", List.of(Topic.ROUNDS, Topic.account(ALICE)));
    assertEquals(List.of("a"), house.connections.followers(Topic.GAME));
    assertEquals(List.of("a"), house.connections.followers(Topic.SETTINGS));
    assertEquals(List.of(), house.connections.followers(Topic.ROUNDS));
    assertEquals(List.of(), house.connections.followers(Topic.account(ALICE)));
    assertEquals(Set.of(Topic.GAME, Topic.SETTINGS), house.connections.topics("a"));
  }

  @Test
  void anAccountIsFollowedUntilTheSessionEndsAndTheGameOnwards() {
    house.connections.open("short", ALICE, System.currentTimeMillis() - 1_000);
    house.connections.open("long", ALICE, System.currentTimeMillis() + 60_000);
    for (String id : List.of("short", "long")) {
      house.connections.subscribe(id, List.of(Topic.GAME, Topic.account(ALICE)));
    }
    assertEquals(List.of("long", "short"), house.connections.followers(Topic.GAME));
    assertEquals(List.of("long"), house.connections.followers(Topic.account(ALICE)));
  }

  @Test
  void theSampleEventsAreOneWholeVisit() {
    house.playRounds(1);
    String id = "JKJcEcfLIAMCJ3A=";
    String player = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
    assertNull(house.send("socket-connect.json", id, player, null));
    MessageTree ack = Objects.requireNonNull(house.send("socket-hello.json", id, player, null));
    assertEquals("replay", ack.at("channels").at("game").text("status"));
    assertEquals("ok", ack.at("channels").at("rounds").text("status"));
    assertEquals("snapshot", ack.at("channels").at("account").text("status"));
    MessageTree pong = Objects.requireNonNull(house.send("socket-ping.json", id, player, null));
    assertEquals(3, pong.at("positions").number("game"));
    MessageTree refusal =
        Objects.requireNonNull(house.send("socket-default.json", id, player, null));
    assertEquals("VALIDATION", refusal.code());
    assertNull(house.send("socket-disconnect.json", id, player, null));
    assertEquals(List.of(), house.connections.followers(Topic.GAME));
  }

  @Test
  void whatHasExpiredIsNotBelieved() {
    house.hello("a", ALICE, ALL);
    for (String pk : Set.of("channel:game#0", "channel:rounds#0")) {
      house
          .dynamo
          .client()
          .updateItem(
              update ->
                  update
                      .tableName("connections")
                      .key(Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS("a")))
                      .updateExpression("SET expiresAt = :then")
                      .expressionAttributeValues(Map.of(":then", AttributeValue.fromN("1000"))));
    }
    assertEquals(List.of(), house.connections.followers(Topic.GAME));
    assertEquals(List.of("a"), house.connections.followers(Topic.account(ALICE)));
  }

  @Test
  void aFollowerIsRememberedForTwoHoursAndTenMinutesAtMost() {
    house.hello("a", ALICE, ALL);
    long latest = System.currentTimeMillis() / 1000 + 130 * 60;
    house
        .dynamo
        .client()
        .scan(scan -> scan.tableName("connections"))
        .items()
        .forEach(
            item ->
                assertTrue(
                    Long.parseLong(item.getOrDefault("expiresAt", AttributeValue.fromN("0")).n())
                        <= latest));
  }

  @Test
  void anAccountIsSnapshottedForItsPlayerAlone() {
    house.fund(BOB, 5);
    house.fund(ALICE, 1);
    house.connect("b", BOB);
    MessageTree bob = house.hello("b", BOB, ALL).at("channels").at("account").at("snapshot");
    assertEquals(BOB, bob.text("player"));
    assertEquals("5000000000000000000", bob.text("available"));
  }

  private void lease(boolean idle) {
    house
        .dynamo
        .client()
        .putItem(
            put ->
                put.tableName("work")
                    .item(
                        Map.of(
                            "pk", AttributeValue.fromS("lease:conductor"),
                            "until", AttributeValue.fromN(Long.toString(Long.MAX_VALUE)),
                            "idle", AttributeValue.fromBool(idle))));
  }

  private void project() {
    new Projector(house.environment())
        .handleRequest(
            RealtimeFixture.stream(house.accountEntries(ALICE)), RealtimeFixture.noContext());
  }
}
