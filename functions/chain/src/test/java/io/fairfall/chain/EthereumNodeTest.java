package io.fairfall.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.sun.net.httpserver.HttpServer;
import io.fairfall.chain.NodeAnswer.Absent;
import io.fairfall.chain.NodeAnswer.Failed;
import io.fairfall.chain.NodeAnswer.Known;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node can answer, and what comes of it. The real node is asked end to end. */
class EthereumNodeTest {
  private static final String HASH = "0x" + "5a".repeat(32);

  private HttpServer server;
  private EthereumNode node;
  private volatile String answer = "";
  private volatile int status = 200;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/secret-key",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    node = new EthereumNode("http://127.0.0.1:" + server.getAddress().getPort() + "/secret-key");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void numbersAndHashesAreRead() {
    answer = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x7a69\"}";
    assertEquals(new Known<>(31_337L), node.chainId());
    assertEquals(new Known<>(31_337L), node.newestBlock());
    answer = block("0x10", HASH);
    assertEquals(new Known<>(HASH), node.blockHash(16));
  }

  @Test
  void aBlockThatDoesNotExistIsAbsent() {
    answer = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":null}";
    assertEquals(new Absent<>(), node.blockHash(16));
  }

  @Test
  void anotherBlockThanTheOneAskedForIsNoAnswer() {
    answer = block("0x11", HASH);
    assertInstanceOf(Failed.class, node.blockHash(16));
    answer = block("0x10", "0x5a");
    assertInstanceOf(Failed.class, node.blockHash(16));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no JSON",
        "[]",
        "{}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"seven\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"number\":\"0x1\"}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0xffffffffffffffffffff\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32000,\"message\":\"secret-key\"}}"
      })
  void nonsenseIsAFailureThatKeepsTheAddressToItself(String nonsense) {
    answer = nonsense;
    for (NodeAnswer<?> given : new NodeAnswer<?>[] {node.newestBlock(), node.chainId()}) {
      assertFalse(given instanceof Known<?>, given.toString());
      assertFalse(given.toString().contains("secret-key"), given.toString());
    }
    assertFalse(node.blockHash(16) instanceof Known<?>);
  }

  @Test
  void refusalsAndSilenceAreFailures() throws IOException {
    status = 401;
    answer = "secret-key is not allowed";
    assertEquals("Failed[reason=ClientConnectionException]", node.chainId().toString());
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    EthereumNode nobody = new EthereumNode("http://127.0.0.1:" + free + "/secret-key");
    assertEquals("Failed[reason=ConnectException]", nobody.newestBlock().toString());
  }

  private static String block(String number, String hash) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"number\":\"%s\",\"hash\":\"%s\"}}"
        .formatted(number, hash);
  }
}
