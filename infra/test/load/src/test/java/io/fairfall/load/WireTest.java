package io.fairfall.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is asked again when a house has no room, and who is not. */
class WireTest {
  private static final Said TURNED_AWAY = new Said(429, "{\"message\":\"Too Many Requests\"}");
  private static final Said TOO_FAST = new Said(429, "{\"code\":\"RATE_LIMITED\"}");
  private static final Said NOBODY = new Said(401, "{\"code\":\"UNAUTHENTICATED\"}");
  private static final Said YES = new Said(200, "{}");

  private final Queue<Said> answers = new ConcurrentLinkedQueue<>();
  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;
  private Wire wire;

  private record Said(int status, String body) {}

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          Said next = answers.isEmpty() ? YES : answers.remove();
          byte[] body = next.body().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(next.status(), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    wire = new Wire(Target.onPort(server.getAddress().getPort()), new Statistics(), FeedProbe.NONE);
  }

  @AfterEach
  void stop() {
    wire.close();
    server.stop(0);
  }

  @Test
  void whatTheGatewayTurnedAwayIsSentAgain() {
    answers.add(TURNED_AWAY);
    assertTrue(wire.post("/", null, Map.of(), "{}").isOk());
    assertEquals(2, asked.get());
  }

  @Test
  void whatAFunctionAnsweredIsGivenBack() {
    answers.add(TOO_FAST);
    ClientAnswer answer = wire.post("/", null, Map.of(), "{}");
    assertEquals("RATE_LIMITED", answer.code());
    assertInstanceOf(ClientAnswer.Unknown.class, answer);
    assertEquals(1, asked.get());
  }

  @Test
  void thePatientComeBackUntilTheOutcomeIsKnown() {
    answers.add(TOO_FAST);
    assertTrue(wire.patiently(() -> wire.get("/", null)).isOk());
    assertEquals(2, asked.get());
  }

  @Test
  void whoIsNotSignedInIsToldSoAtOnce() {
    answers.add(NOBODY);
    assertEquals("UNAUTHENTICATED", wire.patiently(() -> wire.get("/", "x")).code());
    assertEquals(1, asked.get());
  }
}
