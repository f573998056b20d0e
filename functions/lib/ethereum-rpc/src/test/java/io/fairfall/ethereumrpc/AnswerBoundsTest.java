package io.fairfall.ethereumrpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.fairfall.ethereumrpc.ProviderHealth.State;
import io.fairfall.ethereumrpc.RpcResult.Failed;
import io.fairfall.ethereumrpc.RpcResult.Failure;
import io.fairfall.ethereumrpc.RpcResult.Known;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much of an answer is read is a bound of ours, and to meet it is no failure of the node's. */
class AnswerBoundsTest {
  private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");
  private static final String A = "0x" + "aa".repeat(20);
  private static final String B = "0x" + "bb".repeat(20);
  private static final String HASH = "0x" + "5a".repeat(32);

  private HttpServer server;
  private EthereumNode node;
  private volatile String result = "";
  private volatile long padding;
  private volatile long waitsMs;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String asked =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          Matcher id = ID.matcher(asked);
          String number = id.find() ? id.group(1) : "0";
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(waitsMs));
          exchange.sendResponseHeaders(200, 0);
          try (exchange;
              OutputStream out = exchange.getResponseBody()) {
            out.write(
                "{\"jsonrpc\":\"2.0\",\"id\":%s,"
                    .formatted(number)
                    .getBytes(StandardCharsets.UTF_8));
            byte[] blanks = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
            for (long sent = 0; sent < padding; sent += blanks.length) {
              out.write(blanks);
            }
            out.write("\"result\":%s}".formatted(result).getBytes(StandardCharsets.UTF_8));
          } catch (IOException readEnough) {
            // whoever asked went away
          }
        });
    server.start();
    node = new EthereumNode("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** A call in a call in a call, each with its value behind the calls within, as geth writes it. */
  private static String nested(int depth) {
    String open =
        "{\"from\":\"%s\",\"gas\":\"0x1\",\"to\":\"%s\",\"input\":\"0x00\",\"calls\":["
            .formatted(A, B);
    String innermost =
        "{\"from\":\"%s\",\"to\":\"%s\",\"value\":\"0x7\",\"type\":\"CALL\"}".formatted(B, A);
    String close = "],\"logs\":[{\"topics\":[]}],\"value\":\"0x0\",\"type\":\"CALL\"}";
    return open.repeat(depth) + innermost + close.repeat(depth);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 500, 600, 1_000, 1_024})
  void aTraceIsReadAsDeepAsTheMachineAllows(int depth) {
    result = nested(depth);
    assertEquals(
        new Known<>(List.of(new InternalTransfer(0, B, A, BigInteger.valueOf(7)))),
        node.internalTransfers(HASH));
  }

  @Test
  void aTraceThatIsDeeperIsRefusedByName() {
    result = nested(CallTrace.MAX_DEPTH + 1);
    assertEquals(
        new Failed<>(Failure.CONTRADICTION, "calls deeper than the machine allows"),
        node.internalTransfers(HASH));
    result = nested(JsonRpcClient.MAX_NESTING);
    assertEquals(Failure.UNREADABLE, failure(node.internalTransfers(HASH)));
    int much = JsonRpcClient.MAX_NESTING;
    result = "{\"logs\":" + "[".repeat(much) + "]".repeat(much) + "}";
    assertEquals(Failure.UNREADABLE, failure(node.internalTransfers(HASH)));
  }

  @Test
  void callsBesideEachOtherKeepTheirOrder() {
    String call = "{\"type\":\"CALL\",\"from\":\"%s\",\"to\":\"%s\",\"value\":\"0x%x\"%s}";
    String inner = call.formatted(B, A, 2, "");
    result =
        call.formatted(
            A,
            B,
            9,
            ",\"calls\":[%s,%s,%s]"
                .formatted(
                    call.formatted(B, A, 1, ",\"calls\":[" + inner + "]"),
                    call.formatted(B, A, 5, ",\"error\":\"reverted\",\"calls\":[" + inner + "]"),
                    call.formatted(B, A, 3, ",\"calls\":null")));
    assertEquals(
        List.of(1L, 2L, 3L),
        known(node.internalTransfers(HASH)).stream().map(one -> one.value().longValue()).toList());
  }

  @Test
  void aTraceHoldsSoManyCallsAndNotOneMore() {
    String call =
        "{\"from\":\"%s\",\"to\":\"%s\",\"value\":\"0x1\",\"type\":\"CALL\"}".formatted(A, B);
    String many = (call + ",").repeat(CallTrace.MAX_CALLS - 1) + call;
    String open = "{\"from\":\"%s\",\"to\":\"%s\",\"type\":\"CALL\",\"calls\":[".formatted(A, B);
    result = open + many + "]}";
    assertEquals(CallTrace.MAX_CALLS, known(node.internalTransfers(HASH)).size());
    result = open + many + "," + call + "]}";
    assertEquals(Failure.UNREADABLE, failure(node.internalTransfers(HASH)));
  }

  @Test
  void aTextIsReadUpToItsBound() {
    result =
        "{\"type\":\"CALL\",\"from\":\"%s\",\"to\":\"%s\",\"value\":\"0x1\",\"input\":\"0x%s\"}"
            .formatted(A, B, "0".repeat(11_000_000));
    assertEquals(List.of(), known(node.internalTransfers(HASH)));
    result = "\"" + "0".repeat(JsonRpcClient.MAX_TEXT + 1_000) + "\"";
    assertEquals(Failure.UNREADABLE, failure(node.newestBlock()));
  }

  @Test
  void anAnswerIsReadUpToItsBound() {
    result = "\"0x10\"";
    padding = JsonRpcClient.MAX_ANSWER / 4;
    assertEquals(new Known<>(16L), node.newestBlock());
    padding = JsonRpcClient.MAX_ANSWER + (1 << 20);
    assertEquals(Failure.UNREADABLE, failure(node.newestBlock()));
  }

  @Test
  void whatIsTooMuchPutsNoNodeToRest() {
    RpcProviders providers =
        new RpcProviders(
            List.of(new NamedNode("one", new OnThisChain(node))),
            1,
            ProviderHealthSnapshot.NONE,
            InstantSource.system());
    result = nested(JsonRpcClient.MAX_NESTING);
    for (int time = 0; time < 5; time++) {
      assertEquals(Failure.UNREADABLE, failure(providers.internalTransfers(HASH)));
    }
    assertEquals(
        State.READY,
        providers.standings().providers().getFirst().state(InstantSource.system().millis()));
    result = "\"0x10\"";
    assertEquals(new Known<>(16L), providers.newestBlock());
  }

  @Test
  void aBlockThatTakesANodeLongIsGivenMoreTimeTheNextTime() {
    RpcProvider provider =
        new RpcProvider(node, ProviderHealth.unknown("one"), () -> Instant.EPOCH);
    result = "null";
    waitsMs = 4_700;
    assertEquals(Failure.TIMED_OUT, failure(provider.block(5, 0)));
    assertEquals(new RpcResult.Absent<>(), provider.block(5, 0));
    // and it is as quick as before with the next one
    assertEquals(Failure.TIMED_OUT, failure(provider.block(6, 0)));
  }

  @Test
  void patienceEndsBelowTheTimeOfALease() {
    assertEquals(
        List.of(4_000, 8_000, 12_000, 12_000),
        IntStream.of(0, 1, NodeTransport.MAX_PATIENCE, 9)
            .mapToObj(times -> NodeTransport.client(times).readTimeoutMillis())
            .toList());
  }

  private static <T> T known(RpcResult<T> answer) {
    if (answer instanceof Known<T>(T value)) {
      return value;
    }
    throw new AssertionError(answer.toString());
  }

  private static Failure failure(RpcResult<?> answer) {
    assertTrue(answer instanceof Failed<?>, answer.toString());
    return ((Failed<?>) answer).failure();
  }
}
