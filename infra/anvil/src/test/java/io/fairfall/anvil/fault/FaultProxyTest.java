package io.fairfall.anvil.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.anvil.Anvil;
import io.fairfall.anvil.AnvilRpc;
import io.fairfall.anvil.RpcValue;
import io.fairfall.anvil.TransferRequest;
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
  private AnvilRpc rpc;

  @BeforeAll
  static void startNode() throws Exception {
    anvil = Anvil.start();
    anvil.endow(PLAYER, BigInteger.TEN.pow(18));
    anvil.send(TransferRequest.ether(PLAYER, HOUSE, BigInteger.TEN));
    anvil.send(TransferRequest.ether(PLAYER, HOUSE, BigInteger.ONE));
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
    rpc = new AnvilRpc(proxy.url());
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
    assertTrue(lied(NodeFault.NULL_RESULT).isNull());
    assertNotEquals(anvil.hash(1), lied(NodeFault.FORGED_HASH).at("hash").text());
    assertNotEquals(anvil.hash(0), lied(NodeFault.FORGED_PARENT).at("parentHash").text());
    assertEquals(0, lied(NodeFault.OTHER_BLOCK).at("number").number());
    RpcValue inflated = lied(NodeFault.INFLATED_VALUE).at("transactions").items().getFirst();
    assertEquals(20, inflated.at("value").number());
    proxy.next("eth_blockNumber", NodeFault.OLD_HEAD, 1);
    assertEquals(10, rpc.call("eth_blockNumber").number());
    proxy.next("eth_chainId", NodeFault.OTHER_CHAIN, 1);
    assertEquals(1, rpc.call("eth_chainId").number());
    block(2);
    assertEquals(2, lied(NodeFault.LATE_ANSWER).at("number").number());
  }

  @Test
  void listsAreShortEmptyOrInAnotherOrder() {
    assertEquals(2, receipts().size());
    List<RpcValue> whole = receipts();
    proxy.next("eth_getBlockReceipts", NodeFault.EMPTY_LIST, 1);
    assertEquals(0, receipts().size());
    proxy.next("eth_getBlockReceipts", NodeFault.PARTIAL, 1);
    assertEquals(1, receipts().size());
    proxy.next("eth_getBlockReceipts", NodeFault.SWAPPED, 1);
    assertEquals(whole.reversed().toString(), receipts().toString());
  }

  @Test
  void thereIsNoAnswerInManyWays() {
    for (NodeFault fault :
        List.of(NodeFault.CUT_JSON, NodeFault.CUT_CONNECTION, NodeFault.REFUSED)) {
      assertThrows(RuntimeException.class, () -> lied(fault), fault.name());
    }
    assertEquals(1, block(1).at("number").number());
  }

  @Test
  void limitsSayHowLong() throws Exception {
    proxy.always(NodeFault.TOO_MANY_REQUESTS);
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = http.send(ask("{\"id\":1,\"method\":\"eth_chainId\"}"), text());
      assertEquals(429, answer.statusCode());
      assertEquals("1", answer.headers().firstValue("Retry-After").orElseThrow());
      proxy.always(NodeFault.SILENCE);
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
      proxy.next("eth_chainId", NodeFault.SWAPPED, 1);
      RpcValue swapped = RpcValue.read(http.send(ask(batch), text()).body());
      assertEquals("0x1e", swapped.items().getFirst().at("result").text());
      proxy.next("eth_chainId", NodeFault.PARTIAL, 1);
      assertEquals(1, RpcValue.read(http.send(ask(batch), text()).body()).items().size());
    }
  }

  @Test
  void theSameSeedMakesTheSameFaults() {
    List<Boolean> first = drawn();
    assertEquals(first, drawn());
    assertTrue(first.contains(true) && first.contains(false));
  }

  private List<Boolean> drawn() {
    proxy.draw(7, 50, NodeFault.NULL_RESULT);
    List<Boolean> missing = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      missing.add(block(1).isNull());
    }
    return missing;
  }

  private RpcValue lied(NodeFault fault) {
    proxy.next(BLOCK, fault, 1);
    return block(1);
  }

  private RpcValue block(long number) {
    return rpc.call(BLOCK, RpcValue.quantity(number), true);
  }

  private List<RpcValue> receipts() {
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
