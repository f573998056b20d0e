package io.fairfall.realtime;

import static io.fairfall.realtime.RealtimeFixture.ALICE;
import static io.fairfall.realtime.RealtimeFixture.BOB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.realtime.channels.Topic;
import io.fairfall.realtime.subscriptions.PlayerConnectionLimit;
import io.fairfall.realtime.subscriptions.RateLimiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What one connection, and one player, may take of the house. */
@Tag("integration")
class SocketLimitsTest {
  private static final String ACCOUNT = "{\"channels\":[\"game\",\"account\"]}";
  private static final int BURST_OF_PINGS =
      (int) RateLimiter.BURST.dividedBy(RateLimiter.MESSAGE.toMillis()).toMillis();

  @AutoClose private final RealtimeFixture house = new RealtimeFixture();

  @BeforeEach
  void connect() {
    house.connect("a", ALICE);
  }

  @Test
  void aBurstIsAnsweredAndWhatGoesBeyondIsRefused() {
    List<String> answers = new ArrayList<>();
    // on a busy machine the allowance grows while it is used up
    for (int i = 0; i < 10 * BURST_OF_PINGS && !answers.contains("RATE_LIMITED"); i++) {
      MessageTree reply = house.ping("a", ALICE);
      answers.add(reply.text("type").equals("pong") ? "pong" : reply.code());
    }
    assertTrue(answers.indexOf("RATE_LIMITED") >= BURST_OF_PINGS, answers.toString());
    assertEquals("RATE_LIMITED", answers.getLast());
    house.pass(RateLimiter.BURST);
    assertEquals("pong", house.ping("a", ALICE).text("type"), "patience pays");
  }

  @Test
  void aRefusalForTheNumberOfMessagesNamesTheMessage() {
    pings(BURST_OF_PINGS + 4);
    MessageTree reply =
        Objects.requireNonNull(
            house.send("socket-ping.json", "a", ALICE, "{\"requestId\":\"p-7\"}"));
    assertEquals("p-7", reply.text("requestId"));
    assertEquals("RATE_LIMITED", reply.code());
    assertEquals(1, reply.at("problem").number("retryAfter"));
  }

  @Test
  void whoGoesOnSendingIsToldGoodbyeAndForgotten() {
    house.hello("a", ALICE, ACCOUNT);
    int most = 2 * (int) (RateLimiter.PATIENCE.toMillis() / RateLimiter.MESSAGE.toMillis());
    for (int i = 0; i < most && house.gateway.heard("a").isEmpty(); i++) {
      house.send("socket-default.json", "a", ALICE, "{\"action\":\"dance\"}");
    }
    MessageTree goodbye = MessageTree.parse(house.gateway.heard("a").getLast());
    assertEquals("goodbye", goodbye.text("type"));
    assertEquals("too_many_messages", goodbye.text("reason"));
    assertEquals(60_000, goodbye.number("retryAfterMs"));
    assertEquals(List.of("a"), house.gateway.closed());
    assertEquals(List.of(), house.connections.followers(Topic.GAME));
    assertEquals("NOT_FOUND", house.ping("a", ALICE).code());
  }

  @Test
  void anotherConnectionIsNotMeant() {
    pings(BURST_OF_PINGS + 4);
    house.connect("b", ALICE);
    assertEquals("pong", house.ping("b", ALICE).text("type"));
  }

  @Test
  void theEleventhConnectionOfAPlayerReplacesTheOldest() {
    for (int i = 2; i <= PlayerConnectionLimit.MAX; i++) {
      house.pass(Duration.ofMillis(10));
      house.connect("a" + i, ALICE);
    }
    assertEquals(List.of(), house.gateway.closed());
    house.pass(Duration.ofMillis(10));
    house.connect("a11", ALICE);
    assertEquals(List.of("a"), house.gateway.closed());
    assertEquals(
        List.of("{\"type\":\"goodbye\",\"reason\":\"replaced\"}"), house.gateway.heard("a"));
    assertEquals("NOT_FOUND", house.hello("a", ALICE, ACCOUNT).code());
    assertEquals("hello_ack", house.hello("a2", ALICE, ACCOUNT).text("type"));
    house.connect("b", BOB);
    house.connect("s", null);
    assertEquals(1, house.gateway.closed().size(), "others are others");
  }

  @Test
  void aConnectionThatWasClosedMakesRoom() {
    for (int i = 2; i <= PlayerConnectionLimit.MAX; i++) {
      house.connect("a" + i, ALICE);
    }
    house.send("socket-disconnect.json", "a5", ALICE, null);
    house.connect("a11", ALICE);
    assertEquals(List.of(), house.gateway.closed());
  }

  @Test
  void severalTabsAndDevicesHearTheSame() {
    house.connect("b", ALICE);
    house.hello("a", ALICE, ACCOUNT);
    house.hello("b", ALICE, ACCOUNT);
    assertEquals(List.of("a", "b"), house.connections.followers(Topic.account(ALICE)));
  }

  @Test
  void afterTheSessionsEndNothingIsAnsweredAndNothingPrivateIsTold() {
    house.endSession("e", Duration.ofSeconds(30));
    house.connect("e", ALICE);
    assertEquals("hello_ack", house.hello("e", ALICE, ACCOUNT).text("type"));
    house.pass(Duration.ofSeconds(31));
    assertNull(house.send("socket-ping.json", "e", ALICE, "{\"requestId\":\"p\"}"));
    List<MessageTree> heard = house.gateway.heard("e").stream().map(MessageTree::parse).toList();
    assertEquals("UNAUTHENTICATED", heard.getFirst().code());
    assertEquals("p", heard.getFirst().text("requestId"));
    assertEquals("session_ended", heard.getLast().text("reason"));
    assertEquals(List.of("e"), house.gateway.closed());
    assertEquals(List.of(), house.connections.followers(Topic.account(ALICE)));
  }

  @Test
  void aConnectionThatGrowsOldIsToldToRotate() {
    house.pass(Duration.ofMinutes(109));
    house.ping("a", ALICE);
    assertEquals(List.of(), house.gateway.heard("a"));
    house.pass(Duration.ofMinutes(2));
    assertEquals("pong", house.ping("a", ALICE).text("type"), "it is still answered");
    assertEquals(
        List.of("{\"type\":\"goodbye\",\"reason\":\"rotation\"}"), house.gateway.heard("a"));
    assertFalse(house.gateway.closed().contains("a"), "the client closes it");
  }

  private void pings(int count) {
    for (int i = 0; i < count; i++) {
      house.ping("a", ALICE);
    }
  }
}
