package io.fairfall.realtime;

import static io.fairfall.realtime.RealtimeFixture.ALICE;
import static io.fairfall.realtime.RealtimeFixture.BOB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.journal.Entry;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever a client sends: it hears nothing private of another player, and it is answered. */
@Tag("integration")
class PrivacyTest {
  private static final long SEED = 20_261_120;
  private static final int FUZZ_RUNS = 400;
  private static final Set<String> REFUSALS =
      Set.of("VALIDATION", "TOO_LARGE", "UNAUTHENTICATED", "NOT_FOUND");

  /** Bob's target and what is left of his balance: nobody else may ever read these digits. */
  private static final Multiplier TARGET = new Multiplier(918_273_645);

  private static final Wei STAKE = Wei.parse("1234567890123");
  private static final String LEFT = Wei.ofEther(7).minus(STAKE).toString();

  private static final List<String> WORDS =
      List.of(
          "\"action\":\"hello\"",
          "\"action\":\"unsubscribe\"",
          "\"channels\":[\"week:league:2026-47\"]",
          "\"channels\":[\"game\",\"rounds\"]",
          "\"channels\":[\"account\"]",
          "\"channels\":[\"account:" + BOB + "\"]",
          "\"channels\":[\"game\",\"account:" + BOB + "\"]",
          "\"channels\":[\"channel:account:" + BOB + "\"]",
          "\"channels\":[\"ACCOUNT\"]",
          "\"channels\":\"account\"",
          "\"channels\":[[\"account\"]]",
          "\"channels\":[null]",
          "\"channels\":[]",
          "\"channels\":{}",
          "\"channels\":7",
          "\"player\":\"" + BOB + "\"",
          "\"connectionId\":\"b\"",
          "\"address\":\"" + BOB + "\"",
          "\"positions\":{\"account\":0,\"game\":0,\"rounds\":{\"round\":\"1\",\"id\":0}}",
          "\"positions\":{\"account:" + BOB + "\":0}",
          "\"positions\":{\"rounds\":{\"round\":\"account:" + BOB + "\",\"id\":0}}",
          "\"positions\":{\"rounds\":{\"round\":null,\"id\":0}}",
          "\"positions\":{\"rounds\":{\"id\":\"x\"}}",
          "\"positions\":{\"rounds\":5}",
          "\"positions\":{\"game\":\"7\"}",
          "\"positions\":{\"game\":1e99}",
          "\"positions\":{\"game\":1.5}",
          "\"positions\":{\"game\":99999999999999999999999}",
          "\"positions\":[]",
          "\"positions\":null",
          "\"epoch\":\"" + "e".repeat(100) + "\"",
          "\"epoch\":{}",
          "\"requestId\":\"r1\"",
          "\"requestId\":\"" + "r".repeat(500) + "\"",
          "\"authorizer\":{\"player\":\"" + BOB + "\"}",
          "\"requestContext\":{\"authorizer\":{\"player\":\"" + BOB + "\"}}");

  private static final List<String> BROKEN =
      List.of(
          "",
          " ",
          "null",
          "7",
          "\"hello\"",
          "[]",
          "{",
          "}",
          "{}",
          "{\"action\"}",
          "{\"action\":}",
          "{\"channels\":[\"game\"]}}",
          "{\"channels\":[\"game\"]} {\"channels\":[\"account\"]}",
          "{\"channels\":[\"game\"],}",
          "{'channels':['game']}",
          "\u0000",
          "{\"channels\":[\"ga\u0000me\"]}",
          "{\"channels\":[\"\\ud800\"]}",
          "{\"channels\":[\"\\u0061ccount:\"]}",
          "[".repeat(20_000),
          "{\"a\":".repeat(5_000),
          "{\"channels\":[\"game\"],\"x\":\"" + "x".repeat(40_000) + "\"}",
          "{\"channels\":[" + "\"game\",".repeat(3_000) + "\"game\"]}",
          "{\"positions\":" + "[".repeat(15) + "]".repeat(15) + "}",
          "\ufeff{\"channels\":[\"game\"]}");

  @AutoClose private final RealtimeFixture house = new RealtimeFixture();

  private final Broadcaster broadcaster = new Broadcaster(house.environment());

  @BeforeEach
  void play() {
    house.fund(BOB, 7);
    long round = house.openRound();
    house.bet(BOB, round, 1, STAKE, TARGET);
    project();
    house.connect("a", ALICE);
    house.connect("s", null);
    house.connect("b", BOB);
    house.hello("b", BOB, "{\"channels\":[\"account\"]}");
  }

  @Test
  void nothingThatAClientSendsOpensAnotherAccount() {
    for (String route : List.of("socket-hello.json", "socket-ping.json", "socket-default.json")) {
      for (String word : WORDS) {
        tryOut(route, "{\"channels\":[\"game\",\"rounds\"]," + word + "}");
        tryOut(route, "{" + word + "}");
      }
      BROKEN.forEach(message -> tryOut(route, message));
    }
    assertNothingPrivateIsBroadcast();
  }

  @Test
  void nothingThatAFuzzerSendsOpensAnotherAccountOrBreaksUs() {
    Random random = new Random(SEED);
    for (int run = 0; run < FUZZ_RUNS; run++) {
      tryOut("socket-hello.json", made(random));
    }
    assertNothingPrivateIsBroadcast();
  }

  @Test
  void aSpectatorIsToldToSignInForAnAccount() {
    MessageTree reply = house.hello("s", null, "{\"channels\":[\"game\",\"account\"]}");
    assertEquals("error", reply.text("type"));
    assertEquals("UNAUTHENTICATED", reply.code());
    assertEquals(Set.of(), house.connections.topics("s"));
  }

  @Test
  void aRefusalNamesTheMessageThatItRefuses() {
    MessageTree reply = house.hello("a", ALICE, "{\"requestId\":\"r-1\",\"channels\":[\"x\"]}");
    assertEquals("r-1", reply.text("requestId"));
    assertEquals("VALIDATION", reply.code());
    assertEquals(400, reply.at("problem").number("status"));
  }

  @Test
  void anUnknownActionIsRefused() {
    MessageTree reply = Objects.requireNonNull(house.send("socket-default.json", "a", ALICE, null));
    assertEquals("VALIDATION", reply.code());
  }

  @Test
  void binaryAsTextIsRefused() {
    MessageTree reply =
        Objects.requireNonNull(house.send("socket-default.json", "a", ALICE, "AAECAw=="));
    assertEquals("VALIDATION", reply.code());
  }

  private void tryOut(String sample, String message) {
    for (String connection : List.of("a", "s")) {
      house.forgive(connection);
      MessageTree reply =
          answered(sample, connection, connection.equals("a") ? ALICE : null, message);
      assertTrue(
          Set.of("hello_ack", "pong", "unsubscribed", "error").contains(reply.text("type")),
          message);
      if (reply.text("type").equals("error")) {
        assertTrue(REFUSALS.contains(reply.code()), message + " → " + reply);
      }
      assertPublic(reply.written(), message);
    }
  }

  private MessageTree answered(
      String sample, String connection, @Nullable String player, String message) {
    return Objects.requireNonNull(house.send(sample, connection, player, message));
  }

  private void assertNothingPrivateIsBroadcast() {
    List<Entry> entries = new ArrayList<>(house.accountEntries(BOB));
    entries.addAll(house.gameEntries());
    entries.addAll(house.events.range("round:1", 1, Long.MAX_VALUE));
    broadcaster.handleRequest(RealtimeFixture.stream(entries), RealtimeFixture.noContext());
    for (String connection : List.of("a", "s")) {
      house.gateway.heard(connection).forEach(message -> assertPublic(message, "a broadcast"));
    }
    assertEquals(2, house.gateway.heard("b").size());
  }

  private static void assertPublic(String told, String message) {
    for (String secret : List.of(LEFT, Long.toString(TARGET.hundredths()))) {
      assertFalse(told.contains(secret), () -> message + " → " + told);
    }
  }

  private static String made(Random random) {
    StringBuilder message = new StringBuilder("{");
    int words = 1 + random.nextInt(4);
    for (int i = 0; i < words; i++) {
      message.append(i == 0 ? "" : ",").append(WORDS.get(random.nextInt(WORDS.size())));
    }
    message.append('}');
    for (int change = random.nextInt(3); change > 0; change--) {
      int at = random.nextInt(message.length());
      switch (random.nextInt(3)) {
        case 0 -> message.deleteCharAt(at);
        case 1 -> message.insert(at, (char) (32 + random.nextInt(95)));
        default -> message.setCharAt(at, (char) (32 + random.nextInt(95)));
      }
      if (message.isEmpty()) {
        return "";
      }
    }
    return message.toString();
  }

  private void project() {
    new Projector(house.environment())
        .handleRequest(
            RealtimeFixture.stream(house.accountEntries(BOB)), RealtimeFixture.noContext());
  }
}
