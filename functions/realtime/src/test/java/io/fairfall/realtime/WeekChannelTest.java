package io.fairfall.realtime;

import static io.fairfall.realtime.RealtimeFixture.ALICE;
import static io.fairfall.realtime.RealtimeFixture.BOB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.betlogstore.PoolItems;
import io.fairfall.journal.Entry;
import io.fairfall.realtime.channels.Topic;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@Tag("integration")
class WeekChannelTest {
  private static final String WEEK = "week:sunday-club:2026-11-17";
  private static final String NEXT = "week:sunday-club:2026-11-24";

  private static final String LEG =
      "{\"league\":\"NFL\",\"away_team\":\"Bears\",\"home_team\":\"Lions\",\"market\":\"spread\","
          + "\"odds\":\"-110\",\"kickoff\":1795370400000}";
  private static final String BET =
      "{\"betId\":\"%s\",\"player\":\""
          + ALICE
          + "\",\"user_name\":\"Ann\",\"league\":\"NFL\",\"away_team\":\"Bears\",\"home_team\":\"Lions\",\"bet_data\":{\"kind\":\"straight\",\"stake\":\"1.00"
          + " units\",\"legs\":["
          + LEG
          + "]},\"bet_status\":[\"open\"],\"payout_data\":{\"result\":\"open\","
          + "\"rounding\":\"half_up_to_hundredth\"},\"revision\":1,\"createdAt\":1795168831000,"
          + "\"updatedAt\":1795168831000,\"updated_by\":\"Ann\"}";

  @AutoClose private final RealtimeFixture house = new RealtimeFixture();

  @BeforeEach
  void aliceIsInThePoolAndBobIsNot() {
    enter(ALICE);
    house.connect("a", ALICE);
    house.connect("b", BOB);
    house.connect("s", null);
  }

  @Test
  void onlyMembersFollowAWeekAndOthersLearnNothing() {
    String unknown =
        house.hello("b", BOB, hello("week:no-such-pool:2026-11-17", "")).at("problem").written();
    assertTrue(unknown.contains("NOT_FOUND"), unknown);
    assertEquals(unknown, house.hello("b", BOB, hello(WEEK, "")).at("problem").written());
    assertEquals(unknown, house.hello("s", null, hello(WEEK, "")).at("problem").written());
    assertEquals(
        "snapshot",
        house.hello("a", ALICE, hello(WEEK, "")).at("channels").at(WEEK).text("status"));
  }

  @Test
  void aWeekIsToldFromASnapshotOnAndReplayedToWhomMissedSome() {
    bet("bet-0001", 1);
    append(WEEK, 1);
    MessageTree snapshot = house.hello("a", ALICE, hello(WEEK, "")).at("channels").at(WEEK);
    assertEquals("1", snapshot.text("position"));
    assertTrue(snapshot.at("snapshot").written().contains("bet-0001"));
    Entry second = append(WEEK, 2);
    Entry other = append(NEXT, 1);
    broadcast(second, other);
    List<String> heard = house.gateway.heard("a");
    assertEquals(1, heard.size(), heard.toString());
    MessageTree event = MessageTree.parse(heard.getFirst());
    assertEquals(WEEK, event.text("channel"));
    assertEquals("bet_updated", event.at("data").text("type"));
    assertEquals(0, house.gateway.heard("b").size());
    MessageTree missed =
        house
            .hello("a", ALICE, hello(WEEK, ",\"positions\":{\"" + WEEK + "\":1}"))
            .at("channels")
            .at(WEEK);
    assertEquals("replay", missed.text("status"));
    MessageTree pong = house.ping("a", ALICE);
    assertEquals("2", pong.at("positions").text(WEEK));
  }

  @Test
  void aListThatIsTooLargeForAMessageIsLeftToHttp() {
    for (int i = 1; i <= 60; i++) {
      bet("bet-" + (1000 + i), i);
    }
    append(WEEK, 1);
    MessageTree answer = house.hello("a", ALICE, hello(WEEK, "")).at("channels").at(WEEK);
    assertEquals("snapshot", answer.text("status"));
    assertFalse(answer.at("snapshot").written().contains("bets"));
  }

  @Test
  void whoIsTakenOutOfThePoolHearsNothingOfWhatComesAfter() {
    enter(BOB);
    house.hello("a", ALICE, hello(WEEK, ""));
    house.hello("b", BOB, hello(WEEK, ""));
    broadcast(append(WEEK, 1));
    assertEquals(1, house.gateway.heard("b").size());
    house.dynamo.client().deleteItem(delete -> delete.tableName("betlog").key(memberKey(BOB)));
    broadcast(append(WEEK, 2));
    assertEquals(2, house.gateway.heard("a").size());
    assertEquals(1, house.gateway.heard("b").size());
    assertEquals(List.of("a"), house.connections.followers(new Topic(WEEK)));
    assertFalse(house.ping("b", BOB).at("positions").written().contains(WEEK));
    enter(BOB);
    broadcast(append(WEEK, 3));
    assertEquals(1, house.gateway.heard("b").size(), "who comes back says hello again");
    house.hello("b", BOB, hello(WEEK, ""));
    broadcast(append(WEEK, 4));
    assertEquals(2, house.gateway.heard("b").size());
  }

  @Test
  void whoLeavesAWeekHearsNoMoreOfIt() {
    house.hello("a", ALICE, hello(WEEK, ""));
    house.send(
        "socket-default.json",
        "a",
        ALICE,
        "{\"action\":\"unsubscribe\",\"channels\":[\"" + WEEK + "\"]}");
    broadcast(append(WEEK, 1));
    assertEquals(List.of(), house.gateway.heard("a"));
  }

  private void enter(String player) {
    Map<String, AttributeValue> member = memberKey(player);
    member.put("role", AttributeValue.fromS("viewer"));
    house.dynamo.client().putItem(put -> put.tableName("betlog").item(member));
  }

  private static Map<String, AttributeValue> memberKey(String player) {
    return PoolItems.key(PoolItems.poolKey("sunday-club"), PoolItems.memberKey(player));
  }

  private void broadcast(Entry... entries) {
    new Broadcaster(house.environment())
        .handleRequest(RealtimeFixture.stream(List.of(entries)), RealtimeFixture.noContext());
  }

  private static String hello(String channel, String more) {
    return "{\"action\":\"hello\",\"channels\":[\"" + channel + "\"]" + more + "}";
  }

  private Entry append(String journal, long version) {
    String body =
        "{\"type\":\"bet_updated\",\"data\":"
            + BET.formatted("bet-0001")
            + ",\"weekKey\":\"2026-11-17\",\"timestamp\":1000,\"updateType\":\"edit\",\"by\":\"Ann\","
            + "\"player\":\""
            + ALICE
            + "\",\"changeId\":\"change-1\",\"asked\":\"00\",\"count\":1}";
    Entry entry = new Entry(journal, version, "bet_updated", 1_000, body);
    house.events.append(entry);
    return entry;
  }

  private void bet(String betId, int created) {
    Map<String, AttributeValue> item = PoolItems.key("bets:sunday-club:2026-11-17", betId);
    item.put("body", AttributeValue.fromS(BET.formatted(betId)));
    item.put("created", AttributeValue.fromN(Integer.toString(created)));
    house.dynamo.client().putItem(put -> put.tableName("betlog").item(item));
  }
}
