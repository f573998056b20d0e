package io.fairfall.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.load.ClientAnswer;
import io.fairfall.load.Feed;
import io.fairfall.load.InvalidRequests;
import io.fairfall.load.Player;
import io.fairfall.load.Statistics.Count;
import io.fairfall.load.Tree;
import io.fairfall.money.Wei;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever a client sends is refused by name, breaks nothing, and leaves the account as it was. */
@ExtendWith(Shared.class)
class BadInputIT {
  private static final int MEGABYTE = 1 << 20;

  private final LiveSystem house;
  private final Player player;
  private Tree before = Tree.EMPTY;
  private long errorsBefore;

  BadInputIT(LiveSystem house) {
    this.house = house;
    this.player = house.player(Wei.ofEther(1));
  }

  @BeforeEach
  void look() {
    before = player.account().require("the account");
    errorsBefore = house.statistics().of(Count.SERVER_ERRORS);
  }

  @AfterEach
  void nothingHasHappened() {
    assertEquals(before, player.account().require("the account"));
    assertEquals(errorsBefore, house.statistics().of(Count.SERVER_ERRORS), "5xx");
    assertEquals(List.of(), house.complaints().sentences());
  }

  @Test
  void nonsenseOverHttpIsRefusedByName() {
    for (InvalidRequests.Nonsense nonsense : InvalidRequests.HTTP) {
      ClientAnswer.No no =
          assertInstanceOf(
              ClientAnswer.No.class, InvalidRequests.send(player, nonsense), nonsense.toString());
      boolean ofTheGateway = no.status() == 404 && nonsense.method().equals("DELETE");
      assertTrue(ofTheGateway || !no.code().startsWith("HTTP_"), nonsense + " was answered " + no);
    }
  }

  @Test
  void methodsThatNoRouteHasAreNotFound() {
    for (String method : List.of("PUT", "PATCH", "DELETE", "OPTIONS", "HEAD")) {
      for (String path : List.of("/v1/bets", "/v1/account", "/v1/rounds/current", "/v1/session")) {
        ClientAnswer answer = send(method, path, Map.of(), "{}");
        boolean preflight = method.equals("OPTIONS") && answer.isOk();
        assertTrue(
            preflight || answer instanceof ClientAnswer.No, method + " " + path + ": " + answer);
      }
    }
  }

  @Test
  void aBetWithoutAKeyOrWithAMalformedOneIsRefused() {
    String bet = "{\"roundId\":\"1\",\"seat\":1,\"stake\":\"1000000000000\"}";
    assertEquals("VALIDATION", send("POST", "/v1/bets", Map.of(), bet).code());
    for (String key :
        List.of(
            "", "x", "1", "1.", "-1.abcdefghij", "1.short", "01.abcdefghij", "9".repeat(5_000))) {
      ClientAnswer answer = send("POST", "/v1/bets", Map.of("Idempotency-Key", key), bet);
      assertInstanceOf(ClientAnswer.No.class, answer, "key " + key + ": " + answer);
    }
    Map<String, String> ahead = Map.of("Idempotency-Key", "99999.abcdefghij");
    Map<String, String> aheadAtFirst = new HashMap<>(ahead);
    aheadAtFirst.put("Idempotency-Attempt", "1");
    assertEquals(
        "VALIDATION",
        send("POST", "/v1/bets", aheadAtFirst, bet).code(),
        "a version that the account has not reached");
    assertEquals(
        "RATE_LIMITED",
        send("POST", "/v1/bets", ahead, bet).code(),
        "an earlier attempt may still find it reached");
  }

  @Test
  void nobodyGetsAnAccountWithoutASession() {
    for (String token :
        List.of("", "x", "Bearer", player.token() + "x", "e30.e30.e30", "a".repeat(4_000))) {
      ClientAnswer answer = player.wire().get("/v1/account", token);
      assertTrue(
          (answer instanceof ClientAnswer.Unknown unknown && unknown.status() == 401)
              || answer instanceof ClientAnswer.No,
          token + ": " + answer);
    }
    assertTrue(!player.wire().get("/v1/account", null).isOk());
  }

  @Test
  void largeBodiesAreRefused() {
    String large = "{\"roundId\":\"" + "1".repeat(MEGABYTE) + "\"}";
    for (String path : List.of("/v1/bets", "/v1/session", "/v1/session/nonce", "/v1/faucet")) {
      ClientAnswer answer = send("POST", path, Map.of("Idempotency-Key", "1.abcdefghij"), large);
      assertInstanceOf(ClientAnswer.No.class, answer, path + ": " + answer);
    }
  }

  @Test
  void nonsenseOverTheSocketIsAnsweredAndTheConnectionGoesOn() throws Exception {
    Feed feed = house.follow(player);
    for (String message : InvalidRequests.SOCKET) {
      feed.say(message);
    }
    for (String action : List.of("bet", "cashout", "unknown")) {
      String requestId = house.name();
      ClientAnswer answer =
          feed.ask(requestId, Tree.write(Map.of("action", action, "requestId", requestId)));
      assertInstanceOf(ClientAnswer.No.class, answer, action);
      assertTrue(!answer.code().startsWith("HTTP_"), answer.toString());
    }
  }

  @Test
  void binaryAndOversizedFramesBreakNothing() throws Exception {
    RawSocket raw = RawSocket.open(player);
    raw.sendBinary(new byte[] {0, 1, 2, (byte) 0xff});
    raw.sendText("{\"action\":\"ping\"}");
    assertTrue(raw.hears("pong"), "it goes on after binary frames");
    raw.sendText("{\"action\":\"ping\",\"x\":\"" + "x".repeat(200_000) + "\"}");
    assertTrue(raw.isClosedWith(1009), "too large is closed as too large");
  }

  private ClientAnswer send(String method, String path, Map<String, String> headers, String body) {
    return player.wire().send(method, path, player.token(), headers, body);
  }
}
