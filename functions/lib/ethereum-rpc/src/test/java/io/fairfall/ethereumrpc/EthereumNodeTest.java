package io.fairfall.ethereumrpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.sun.net.httpserver.HttpServer;
import io.fairfall.ethereumrpc.RpcResult.Absent;
import io.fairfall.ethereumrpc.RpcResult.Failed;
import io.fairfall.ethereumrpc.RpcResult.Failure;
import io.fairfall.ethereumrpc.RpcResult.Known;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.ObjectMapper;

/** What a node can answer, and what comes of it. The real node is asked end to end. */
class EthereumNodeTest {
  private static final Pattern ID = Pattern.compile("\"id\":\\d+");
  private static final String HASH = "0x" + "5a".repeat(32);

  private HttpServer server;
  private EthereumNode node;
  private volatile String answer = "";
  private volatile int status = 200;
  private volatile String retryAfter = "";
  private volatile boolean echoesId = true;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/secret-key",
        exchange -> {
          String asked =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          Matcher id = ID.matcher(asked);
          String echoed = echoesId && id.find() ? answer.replace("\"id\":1", id.group()) : answer;
          byte[] bytes = echoed.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.getResponseHeaders().set("Retry-After", retryAfter);
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
    for (RpcResult<?> given : new RpcResult<?>[] {node.newestBlock(), node.chainId()}) {
      assertFalse(given instanceof Known<?>, given.toString());
      assertFalse(given.toString().contains("secret-key"), given.toString());
    }
    assertFalse(node.blockHash(16) instanceof Known<?>);
  }

  @Test
  void refusalsAndSilenceAreFailures() throws IOException {
    status = 401;
    answer = "secret-key is not allowed";
    assertEquals(
        "Failed[failure=UNREACHABLE, reason=status 401, retryAfterMs=0]",
        node.chainId().toString());
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    EthereumNode nobody = new EthereumNode("http://127.0.0.1:" + free + "/secret-key");
    assertEquals(
        "Failed[failure=UNREACHABLE, reason=ConnectException, retryAfterMs=0]",
        nobody.newestBlock().toString());
  }

  @Test
  void anAnswerToAnotherQuestionIsNoAnswer() {
    echoesId = false;
    answer = "{\"jsonrpc\":\"2.0\",\"id\":-4,\"result\":\"0x7a69\"}";
    assertEquals(
        new Failed<>(Failure.CONTRADICTION, "an answer to another question"), node.newestBlock());
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "0x", "0x-5", "0x+5", "0x 5", "0xg", ""})
  void aNumberIsHexDigitsAndNothingElse(String number) {
    answer = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"%s\"}".formatted(number);
    assertInstanceOf(Failed.class, node.newestBlock());
    assertInstanceOf(Failed.class, node.balance("0x" + "aa".repeat(20), 1));
    answer =
        """
        {"jsonrpc":"2.0","id":1,"result":{"type":"CALL","calls":[{"type":"CALL","value":"%s",
          "from":"0x%2$s","to":"0x%2$s"}]}}\
        """
            .formatted(number, "aa".repeat(20));
    assertEquals(new Failed<>(Failure.CONTRADICTION, "not a number"), node.internalTransfers(HASH));
  }

  @Test
  void ofATraceOnlyWhatMovesIsKept() {
    String idle = "{\"type\":\"CALL\",\"from\":\"0x1\",\"to\":\"0x2\",\"value\":\"0x0\"%s}";
    String failed = idle.formatted(",\"error\":\"reverted\",\"calls\":[%s]").replace("0x0", "0x1");
    String moving = "{\"type\":\"SELFDESTRUCT\",\"value\":\"0x3\"}";
    String text =
        idle.formatted(
            ",\"calls\":[%s,%s,%s,%s]"
                .formatted(
                    idle.formatted(""),
                    idle.formatted(",\"calls\":[%s]".formatted(idle.formatted(""))),
                    failed.formatted(moving),
                    idle.formatted(",\"calls\":[%s]".formatted(moving))));
    CallTrace.Frame frame = new ObjectMapper().readValue(text, CallTrace.Frame.class);
    List<CallTrace.Frame> kept = Objects.requireNonNull(frame.calls());
    assertEquals(1, kept.size(), kept.toString());
    assertEquals("0x3", Objects.requireNonNull(kept.getFirst().calls()).getFirst().value());
  }

  @Test
  void tooManyRequestsAreTold() {
    status = 429;
    assertEquals(new Failed<>(Failure.RATE_LIMITED, "429"), node.newestBlock());
    retryAfter = "7";
    assertEquals(new Failed<>(Failure.RATE_LIMITED, "429", 7_000), node.newestBlock());
    retryAfter = "Fri, 31 Dec 1999 23:59:59 GMT";
    assertEquals(new Failed<>(Failure.RATE_LIMITED, "429", 0), node.newestBlock());
    status = 200;
    answer = "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32005,\"message\":\"slow down\"}}";
    assertEquals(new Failed<>(Failure.RATE_LIMITED, "error -32005"), node.newestBlock());
  }

  @Test
  void aLogThatTheHeaderDeniesAndALogThatIsHiddenAreBothSeen() {
    String transaction = "0x" + "11".repeat(32);
    String token = "0x" + "22".repeat(20);
    EventLog log = new EventLog(0, token, List.of("0x" + "33".repeat(32)), "0x");
    List<Receipt> withLog = List.of(new Receipt(transaction, true, BigInteger.ZERO, List.of(log)));
    List<Receipt> without = List.of(new Receipt(transaction, true, BigInteger.ZERO, List.of()));
    String receipt =
        """
        {"jsonrpc":"2.0","id":1,"result":[{"transactionHash":"%1$s","blockHash":"%2$s",
          "status":"0x1","gasUsed":"0x2","effectiveGasPrice":"0x3","logs":[%3$s]}]}\
        """;
    String written =
        "{\"address\":\"%s\",\"topics\":[\"0x%s\"],\"data\":\"0x\",\"transactionHash\":\"%s\"}"
            .formatted(token, "33".repeat(32), transaction);
    Failed<List<Receipt>> denied =
        new Failed<>(Failure.CONTRADICTION, "logs that the block's header denies");

    answer = receipt.formatted(transaction, HASH, written);
    assertEquals(denied, node.receipts(blockOver(transaction, without)));
    BigInteger fee = BigInteger.valueOf(6);
    assertEquals(
        new Known<>(List.of(new Receipt(transaction, true, fee, List.of(log)))),
        node.receipts(blockOver(transaction, withLog)));
    for (String data : List.of("0x" + "z".repeat(64), "0x-" + "1".repeat(63), "", "12")) {
      answer = receipt.formatted(transaction, HASH, written.replace("\"0x\"", "\"" + data + "\""));
      assertEquals(
          new Failed<>(Failure.CONTRADICTION, "data that are no hex"),
          node.receipts(blockOver(transaction, withLog)));
    }
    answer = receipt.formatted(transaction, HASH, "");
    assertEquals(denied, node.receipts(blockOver(transaction, withLog)));
    answer = receipt.formatted(transaction, "0x" + "5b".repeat(32), written);
    assertInstanceOf(Failed.class, node.receipts(blockOver(transaction, withLog)));
  }

  @Test
  void whatWasTakenBackAndWhatOnlyLooksLikeEtherDoesNotMove() {
    String a = "0x" + "aa".repeat(20);
    String b = "0x" + "bb".repeat(20);
    answer =
        """
        {"jsonrpc":"2.0","id":1,"result":{"type":"CALL","from":"%1$s","to":"%2$s","value":"0x9",
          "calls":[
            {"type":"DELEGATECALL","from":"%2$s","to":"%1$s","value":"0x9"},
            {"type":"CALL","from":"%2$s","to":"%1$s","value":"0x5","error":"reverted",
              "calls":[{"type":"CALL","from":"%1$s","to":"%2$s","value":"0x4"}]},
            {"type":"STATICCALL","from":"%2$s","to":"%1$s",
              "calls":[]},
            {"type":"CALL","from":"%2$s","to":"%1$s","value":"0x2"},
            {"type":"CALL","from":"%2$s","to":"%1$s","value":"0x0",
              "calls":[{"type":"SELFDESTRUCT","from":"%1$s","to":"%2$s","value":"0x3"}]}]}}\
        """
            .formatted(a, b);
    assertEquals(
        new Known<>(
            List.of(
                new InternalTransfer(0, b, a, BigInteger.TWO),
                new InternalTransfer(1, a, b, BigInteger.valueOf(3)))),
        node.internalTransfers(HASH));
  }

  private static Block blockOver(String transaction, List<Receipt> receipts) {
    String address = "0x" + "aa".repeat(20);
    Transaction only = new Transaction(transaction, 0, address, address, BigInteger.ZERO, 21_000);
    return new Block(16, HASH, HASH, Bloom.over(receipts).hex(), 0, List.of(only));
  }

  private static String block(String number, String hash) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"number\":\"%s\",\"hash\":\"%s\"}}"
        .formatted(number, hash);
  }
}
