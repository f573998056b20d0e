package io.fairfall.realtime;

import static io.fairfall.realtime.RealtimeFixture.ALICE;
import static io.fairfall.realtime.RealtimeFixture.BOB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.PublicBetEvent.Kind;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.Entry;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import io.fairfall.realtime.channels.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@Tag("integration")
class BroadcasterTest {
  private static final long SEED = 20_261_120;
  private static final int MAX_MESSAGE_BYTES = 30_000;

  @AutoClose private final RealtimeFixture house = new RealtimeFixture();

  private final Broadcaster broadcaster = new Broadcaster(house.environment());

  @BeforeEach
  void connect() {
    for (String id : List.of("a1", "a2")) {
      follow(id, ALICE, Topic.GAME, Topic.ROUNDS, Topic.account(ALICE));
    }
    follow("b", BOB, Topic.GAME, Topic.ROUNDS, Topic.account(BOB));
    follow("s", null, Topic.GAME, Topic.ROUNDS);
  }

  @Test
  void everyFollowerHearsEveryVersionInOrder() {
    house.playRounds(5);
    List<Entry> shuffled = new ArrayList<>(house.gameEntries());
    Collections.shuffle(shuffled, new Random(SEED));
    assertEquals(List.of(), broadcast(shuffled));
    List<Long> versions = LongStream.rangeClosed(1, 15).boxed().toList();
    for (String id : List.of("a1", "a2", "b", "s")) {
      assertEquals(versions, ids(id), id);
    }
  }

  @Test
  void anAccountIsToldToItsPlayerOnEveryDeviceAndToNobodyElse() {
    house.fund(ALICE, 2);
    long round = house.openRound();
    house.bet(ALICE, round, 1, Wei.ofEther(1), new Multiplier(200));
    house.startRound(round);
    house.cashOut(ALICE, 2, 8_000);
    broadcast(house.accountEntries(ALICE));
    assertEquals(List.of(1L, 2L, 3L), ids("a1"));
    assertEquals(house.gateway.heard("a1"), house.gateway.heard("a2"));
    assertEquals(List.of(), house.gateway.heard("b"));
    assertEquals(List.of(), house.gateway.heard("s"));
    MessageTree bet = MessageTree.parse(house.gateway.heard("a1").get(1));
    assertEquals("account balance_update", bet.text("channel") + " " + bet.text("type"));
    assertEquals("bet", bet.at("data").text("kind"));
    assertEquals("2", bet.at("data").at("bet").text("betId"));
    assertEquals(200, bet.at("data").list("bets").getFirst().number("autoCashout"));
    assertEquals("1000000000000000000", bet.at("data").text("locked"));
    MessageTree cashout = MessageTree.parse(house.gateway.heard("a1").get(2));
    assertEquals(
        "{\"betId\":\"2\",\"multiplier\":161,\"payout\":\"1610000000000000000\"}",
        cashout.at("data").at("cashout").written());
    assertEquals("2610000000000000000", cashout.at("data").text("available"));
    assertFalse(cashout.at("data").has("closes"));
  }

  @Test
  void aLossIsToldAsAClose() {
    house.fund(ALICE, 2);
    long round = house.openRound();
    house.bet(ALICE, round, 1, Wei.ofEther(1), null);
    house.startRound(round);
    house.crashRound(round);
    house.accounts.settle(ALICE);
    broadcast(house.accountEntries(ALICE).subList(2, 3));
    MessageTree data = MessageTree.parse(house.gateway.heard("a1").getFirst()).at("data");
    assertEquals("settle", data.text("kind"));
    assertEquals("{\"betId\":\"2\",\"payout\":\"0\"}", data.list("closes").getFirst().written());
  }

  @Test
  void theSampleOfTheStreamReachesEverybodyWithoutAnAutomaticTarget() {
    StreamsEventResponse response =
        broadcaster.handleRequest(
            RealtimeFixture.streamSample("events-stream.json"), RealtimeFixture.noContext());
    assertEquals(List.of(), RealtimeFixture.failures(response));
    assertEquals(
        List.of("round_open 1", "round_start 2", "round_crash 3", "bets 1"),
        house.gateway.heard("s").stream()
            .map(MessageTree::parse)
            .map(event -> event.text("type") + " " + event.text("id"))
            .toList());
    String bets = house.gateway.heard("s").getLast();
    assertFalse(bets.contains("250") || bets.contains("auto"), bets);
    assertEquals("1", MessageTree.parse(bets).text("round"));
  }

  @Test
  void whoeverIsGoneIsForgotten() {
    house.gateway.answer("a1", FakeGateway.GONE);
    follow("orphan", null, Topic.GAME);
    house.connections.remove("orphan");
    house.connections.subscribe("orphan", List.of(Topic.GAME));
    house.playRounds(1);
    assertEquals(List.of(), broadcast(house.gameEntries()));
    assertEquals(List.of("a2", "b", "s"), house.connections.followers(Topic.GAME));
    assertEquals(List.of("a2", "b", "s"), house.connections.followers(Topic.ROUNDS));
    assertEquals(List.of("a2"), house.connections.followers(Topic.account(ALICE)));
    assertEquals(Set.of(), house.connections.topics("a1"));
    assertEquals(List.of(1L, 2L, 3L), ids("a2"));
  }

  @Test
  void aSubscriptionWithoutAConnectionIsForgottenToo() {
    house
        .dynamo
        .client()
        .putItem(
            put ->
                put.tableName("connections")
                    .item(
                        Map.of(
                            "pk", text("channel:game#0"),
                            "sk", text("ghost"),
                            "expiresAt", AttributeValue.fromN("99999999999"))));
    house.gateway.answer("ghost", FakeGateway.GONE);
    house.playRounds(1);
    broadcast(house.gameEntries());
    assertEquals(List.of("a1", "a2", "b", "s"), house.connections.followers(Topic.GAME));
  }

  @Test
  void aSlowClientIsSkippedAndHoldsNobodyUp() {
    house.gateway.answer("a1", FakeGateway.SLOW);
    house.playRounds(1);
    assertEquals(List.of(), broadcast(house.gameEntries()));
    assertEquals(List.of(), ids("a1"));
    assertEquals(List.of(1L, 2L, 3L), ids("a2"));
    house.gateway.forget();
    MessageTree game =
        house
            .hello("a1", ALICE, "{\"channels\":[\"game\"],\"positions\":{\"game\":0}}")
            .at("channels")
            .at("game");
    assertEquals(3, game.list("events").size());
  }

  @Test
  void aFailureOfOursIsReportedFromTheFirstRecordOnAndHealsOnTheNextTry() {
    house.playRounds(1);
    house.fund(BOB, 1);
    house.gateway.answer("b", FakeGateway.BROKEN);
    List<Entry> entries = new ArrayList<>(house.accountEntries(ALICE));
    entries.addAll(house.gameEntries());
    entries.addAll(house.accountEntries(BOB));
    assertEquals(List.of("0"), broadcast(entries));
    assertEquals(List.of(1L, 2L, 3L), ids("s"));
    house.gateway.forget();
    assertEquals(List.of(), broadcast(entries));
    assertEquals(List.of(1L, 1L, 2L, 3L), ids("b"));
  }

  @Test
  void whatCannotBeReadIsReportedAndTheRestIsDelivered() {
    house.playRounds(1);
    List<Entry> entries = new ArrayList<>(house.gameEntries());
    entries.add(1, new Entry("fairness", 1, "chain_committed", 1, "{}"));
    assertEquals(List.of("1"), broadcast(entries));
    assertEquals(List.of(1L, 2L, 3L), ids("s"));
  }

  @Test
  void manyFollowersHearTheSame() {
    List<String> crowd = LongStream.range(0, 300).mapToObj(i -> "c" + i).toList();
    crowd.forEach(id -> follow(id, null, Topic.GAME));
    house.playRounds(2);
    assertEquals(List.of(), broadcast(house.gameEntries()));
    crowd.forEach(id -> assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), ids(id)));
  }

  @Test
  void theLargestBatchOfBetsFitsIntoOneMessage() {
    Wei huge = Wei.parse("9".repeat(78));
    List<PublicBetEvent> facts = new ArrayList<>();
    for (int i = 0; i < RoundFacts.MAX_FACTS_PER_ENTRY; i++) {
      facts.add(
          new PublicBetEvent(
              "0x%040x".formatted(i),
              10_000_000 + i,
              Kind.CASHOUT,
              Integer.toString(10_000_000 + i),
              2,
              huge,
              new Multiplier(100_000_000),
              new Multiplier(100_000_000),
              huge,
              1_800_000_000_000L));
    }
    broadcast(List.of(RoundFacts.write(1_000_000, 999, facts, 1_800_000_000_000L)));
    int bytes = house.gateway.heard("s").getFirst().getBytes(StandardCharsets.UTF_8).length;
    assertTrue(bytes < MAX_MESSAGE_BYTES, bytes + " bytes");
  }

  private void follow(String id, @Nullable String player, Topic... to) {
    house.connections.open(id, player, null);
    assertTrue(house.connections.subscribe(id, List.of(to)));
  }

  private List<String> broadcast(List<Entry> entries) {
    return RealtimeFixture.failures(
        broadcaster.handleRequest(RealtimeFixture.stream(entries), RealtimeFixture.noContext()));
  }

  private List<Long> ids(String connectionId) {
    return house.gateway.heard(connectionId).stream()
        .map(message -> MessageTree.parse(message).number("id"))
        .toList();
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }
}
