package io.fairfall.anvil.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.anvil.Anvil;
import io.fairfall.anvil.JsonRpc;
import io.fairfall.anvil.Transfer;
import io.fairfall.anvil.Value;
import java.math.BigInteger;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each fault is what it says, before a real node. */
@Tag("integration")
class FaultProxyTest {
  private static final String PLAYER = "0x00000000000000000000000000000000000f1a01";
  private static final String HOUSE = "0x00000000000000000000000000000000000f1a02";
  private static final String BLOCK = "eth_getBlockByNumber";

  private static Anvil anvil;
  private FaultProxy proxy;
  private JsonRpc rpc;

  @BeforeAll
  static void startNode() throws Exception {
    anvil = Anvil.start();
    anvil.endow(PLAYER, BigInteger.TEN.pow(18));
    anvil.send(Transfer.ether(PLAYER, HOUSE, BigInteger.TEN));
    anvil.send(Transfer.ether(PLAYER, HOUSE, BigInteger.ONE));
    anvil.mine(1);
    anvil.mine(29);
  }

  @AfterAll
  static void stopNode() {
    anvil.close();
  }

  @BeforeEach
  void start() throws Exception {
    proxy = FaultProxy.before(anvil.url());
    rpc = new JsonRpc(proxy.url());
  }

  @AfterEach
  void stop() {
    rpc.close();
    proxy.close();
  }

  @Test
  void withoutAScriptEverythingPassesAndIsCounted() {
    assertEquals(30, rpc.call("eth_blockNumber").number());
    assertEquals(anvil.hash(1), block(1).at("hash").text());
    assertEquals(1, proxy.calls(BLOCK));
    assertEquals(2, proxy.calls());
  }

  @Test
  void liesAreTold() {
    assertTrue(lied(Fault.NULL_RESULT).isNull());
    assertNotEquals(anvil.hash(1), lied(Fault.FORGED_HASH).at("hash").text());
    assertNotEquals(anvil.hash(0), lied(Fault.FORGED_PARENT).at("parentHash").text());
    assertEquals(0, lied(Fault.OTHER_BLOCK).at("number").number());
    Value inflated = lied(Fault.INFLATED_VALUE).at("transactions").items().getFirst();
    assertEquals(20, inflated.at("value").number());
    proxy.next("eth_blockNumber", Fault.OLD_HEAD, 1);
    assertEquals(10, rpc.call("eth_blockNumber").number());
    proxy.next("eth_chainId", Fault.OTHER_CHAIN, 1);
    assertEquals(1, rpc.call("eth_chainId").number());
    block(2);
    assertEquals(2, lied(Fault.LATE_ANSWER).at("number").number());
  }

  @Test
  void listsAreShortEmptyOrInAnotherOrder() {
    assertEquals(2, receipts().size());
    List<Value> whole = receipts();
    proxy.next("eth_getBlockReceipts", Fault.EMPTY_LIST, 1);
    assertEquals(0, receipts().size());
    proxy.next("eth_getBlockReceipts", Fault.PARTIAL, 1);
    assertEquals(1, receipts().size());
    proxy.next("eth_getBlockReceipts", Fault.SWAPPED, 1);
    assertEquals(whole.reversed().toString(), receipts().toString());
  }

  @Test
  void thereIsNoAnswerInManyWays() {
    for (Fault fault : List.of(Fault.CUT_JSON, Fault.CUT_CONNECTION, Fault.REFUSED)) {
      assertThrows(RuntimeException.class, () -> lied(fault), fault.name());
    }
    assertEquals(1, block(1).at("number").number());
  }

  @Test
  void limitsSayHowLong() throws Exception {
    proxy.always(Fault.TOO_MANY_REQUESTS);
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = http.send(ask("{\"id\":1,\"method\":\"eth_chainId\"}"), text());
      assertEquals(429, answer.statusCode());
      assertEquals("1", answer.headers().firstValue("Retry-After").orElseThrow());
      proxy.always(Fault.SILENCE);
      assertThrows(
          java.net.http.HttpTimeoutException.class,
          () -> http.send(ask("{\"id\":1,\"method\":\"eth_chainId\"}"), text()));
    }
  }

  @Test
  void batchesComeSwappedOrInPart() throws Exception {
    String batch =
        "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_chainId\",\"params\":[]},"
            + "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"eth_blockNumber\",\"params\":[]}]";
    try (HttpClient http = HttpClient.newHttpClient()) {
      proxy.next("eth_chainId", Fault.SWAPPED, 1);
      Value swapped = Value.read(http.send(ask(batch), text()).body());
      assertEquals("0x1e", swapped.items().getFirst().at("result").text());
      proxy.next("eth_chainId", Fault.PARTIAL, 1);
      assertEquals(1, Value.read(http.send(ask(batch), text()).body()).items().size());
    }
  }

  @Test
  void theSameSeedMakesTheSameFaults() {
    List<Boolean> first = drawn();
    assertEquals(first, drawn());
    assertTrue(first.contains(true) && first.contains(false));
  }

  private List<Boolean> drawn() {
    proxy.draw(7, 50, Fault.NULL_RESULT);
    List<Boolean> missing = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      missing.add(block(1).isNull());
    }
    return missing;
  }

  private Value lied(Fault fault) {
    proxy.next(BLOCK, fault, 1);
    return block(1);
  }

  private Value block(long number) {
    return rpc.call(BLOCK, Value.quantity(number), true);
  }

  private List<Value> receipts() {
    return rpc.call("eth_getBlockReceipts", "0x1").items();
  }

  private HttpRequest ask(String body) {
    return HttpRequest.newBuilder(proxy.url())
        .timeout(Duration.ofMillis(500))
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private static HttpResponse.BodyHandler<String> text() {
    return HttpResponse.BodyHandlers.ofString();
  }
}
