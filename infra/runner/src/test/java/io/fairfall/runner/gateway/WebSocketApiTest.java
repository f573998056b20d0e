package io.fairfall.runner.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fairfall.runner.SampleSystem;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebSocketApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final int WAIT_SECONDS = 10;
  @TempDir static Path folder;
  private static SampleSystem system;

  @BeforeAll
  static void start() throws IOException {
    system = new SampleSystem(folder);
  }

  @AfterAll
  static void stop() {
    system.close();
    CLIENT.close();
  }

  @Test
  void aMessageRunsItsRouteAndIsAnswered() throws Exception {
    try (Player player = new Player("?ticket=let-me-in")) {
      player.say("{\"action\":\"bet\",\"stake\":\"1\"}");
      String reply = player.hear();
      APIGatewayV2WebSocketEvent event =
          LambdaEventSerializers.serializerFor(
                  APIGatewayV2WebSocketEvent.class, getClass().getClassLoader())
              .fromJson(reply);
      APIGatewayV2WebSocketEvent.RequestContext context = event.getRequestContext();
      assertEquals("bet", context.getRouteKey());
      assertEquals("MESSAGE", context.getEventType());
      assertEquals("ws", context.getStage());
      assertEquals(16, context.getConnectionId().length());
      assertTrue(context.getRequestTimeEpoch() >= context.getConnectedAt());
      assertEquals("{\"action\":\"bet\",\"stake\":\"1\"}", event.getBody());
      JsonNode authorizer = JSON.readTree(reply).at("/requestContext/authorizer");
      assertEquals("0xabc", authorizer.path("player").asText());
      assertTrue(authorizer.path("asked").isTextual(), "numbers of a context become texts");
    }
  }

  @Test
  void anUnknownActionAndAReservedOneGoToDefault() throws Exception {
    try (Player player = new Player("?ticket=let-me-in")) {
      for (String message :
          new String[] {"{\"action\":\"x\"}", "{\"action\":\"$connect\"}", "no"}) {
        player.say(message);
        JsonNode reply = JSON.readTree(player.hear());
        assertEquals("$default", reply.at("/requestContext/routeKey").asText());
      }
    }
  }

  @Test
  void nestingDoesNotBreakTheChoiceOfARoute() throws Exception {
    try (Player player = new Player("?ticket=let-me-in")) {
      player.say("{\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + ",\"action\":\"bet\"}");
      assertEquals("bet", JSON.readTree(player.hear()).at("/requestContext/routeKey").asText());
      player.say("[".repeat(15_000));
      JsonNode reply = JSON.readTree(player.hear());
      assertEquals("$default", reply.at("/requestContext/routeKey").asText());
    }
  }

  @Test
  void withoutARouteResponseNothingIsAnswered() throws Exception {
    try (Player player = new Player("?ticket=let-me-in")) {
      player.say("{\"action\":\"quiet\"}");
      player.say("{\"action\":\"bet\"}");
      assertEquals("bet", JSON.readTree(player.hear()).at("/requestContext/routeKey").asText());
    }
  }

  @Test
  void aFailedFunctionIsToldWithTheConnection() throws Exception {
    try (Player player = new Player("?ticket=let-me-in")) {
      player.say("{\"action\":\"bet\",\"x\":\"please-fail\"}");
      JsonNode reply = JSON.readTree(player.hear());
      assertEquals("Internal server error", reply.path("message").asText());
      assertEquals(16, reply.path("connectionId").asText().length());
    }
  }

  @Test
  void theAuthorizerAndConnectDecideTheHandshake() {
    assertEquals(403, refusal("?ticket=no"));
    assertEquals(502, refusal("?ticket=let-me-in&x=please-fail"));
  }

  @Test
  void aFrameOverThirtyTwoKilobytesEndsTheConnection() throws Exception {
    assertEquals(1009, closeCodeAfterOneFrameOf((32 << 10) + 1));
  }

  @Test
  void aMessageOfSeveralFramesMayHaveOneHundredTwentyEightKilobytes() throws Exception {
    try (Player player = new Player("?ticket=let-me-in")) {
      String frame = "x".repeat(30_000);
      for (int i = 0; i < 3; i++) {
        player.socket.sendText(frame, false).join();
      }
      player.say(frame);
      assertEquals(120_000, JSON.readTree(player.hear()).path("body").asText().length());
      for (int i = 0; i < 4; i++) {
        player.socket.sendText(frame, false).join();
      }
      player.say(frame);
      assertEquals(1009, player.closed.get(WAIT_SECONDS, TimeUnit.SECONDS));
    }
  }

  @Test
  void postsArriveInOrder() throws Exception {
    try (Player player = new Player("?ticket=let-me-in")) {
      String id = player.connectionId();
      for (int i = 0; i < 50; i++) {
        assertEquals(200, post(id, "message " + i).statusCode());
      }
      for (int i = 0; i < 50; i++) {
        assertEquals("message " + i, player.hear());
      }
      String large = "é😀".repeat(15_000);
      assertEquals(200, post(id, large).statusCode());
      assertEquals(large, player.hear());
      assertEquals(413, post(id, "x".repeat((128 << 10) + 1)).statusCode());
    }
  }

  @Test
  void aConnectionThatIsGoneIsNamedSo() throws Exception {
    Player player = new Player("?ticket=let-me-in");
    String id = player.connectionId();
    assertEquals(200, manage(id, "GET").statusCode());
    assertEquals(204, manage(id, "DELETE").statusCode());
    assertEquals(1000, player.closed.get(WAIT_SECONDS, TimeUnit.SECONDS));
    player.close();
    HttpResponse<String> gone = post(id, "late");
    assertEquals(410, gone.statusCode());
    assertEquals(Optional.of("GoneException"), gone.headers().firstValue("x-amzn-ErrorType"));
  }

  @Test
  void aClientThatDoesNotReadIsNotWrittenToForEver() throws Exception {
    try (Player player = new Player("?ticket=let-me-in")) {
      String id = player.connectionId();
      player.reading = false;
      player.say("{\"action\":\"bet\"}");
      int status = 200;
      for (int i = 0; i < 1_000 && status == 200; i++) {
        status = post(id, "x".repeat(100_000)).statusCode();
      }
      assertEquals(429, status);
    }
  }

  @Test
  void nothingIsCompressedOnTheWay() throws IOException {
    try (Socket raw = new Socket(InetAddress.getLoopbackAddress(), port())) {
      String answer = handshake(raw, "Sec-WebSocket-Extensions: permessage-deflate\n");
      assertTrue(answer.startsWith("HTTP/1.1 101"), answer);
      assertFalse(answer.toLowerCase(Locale.ROOT).contains("permessage-deflate"), answer);
    }
  }

  /** Sends one frame by hand: the JDK's client never makes one this large. */
  private static int closeCodeAfterOneFrameOf(int bytes) throws IOException {
    try (Socket raw = new Socket(InetAddress.getLoopbackAddress(), port())) {
      handshake(raw, "");
      ByteBuffer frame = ByteBuffer.allocate(14 + bytes);
      frame.put((byte) 0x81).put((byte) 0xFF).putLong(bytes).putInt(0);
      raw.getOutputStream().write(frame.array());
      DataInputStream in = new DataInputStream(raw.getInputStream());
      assertEquals(0x88, in.readUnsignedByte(), "a close frame");
      in.readUnsignedByte();
      return in.readUnsignedShort();
    }
  }

  private static int port() {
    return system.socket("").getPort();
  }

  private static String handshake(Socket raw, String headers) throws IOException {
    raw.setSoTimeout(WAIT_SECONDS * 1000);
    String request =
        """
        GET /ws?ticket=let-me-in HTTP/1.1
        Host: localhost
        Connection: Upgrade
        Upgrade: websocket
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
        """
            + headers
            + "\n";
    raw.getOutputStream().write(request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
    DataInputStream in = new DataInputStream(raw.getInputStream());
    String answer = "";
    while (!answer.endsWith("\r\n\r\n")) {
      answer += (char) in.readUnsignedByte();
    }
    return answer;
  }

  private static int refusal(String query) {
    ExecutionException refused =
        assertThrows(
            ExecutionException.class,
            () ->
                CLIENT
                    .newWebSocketBuilder()
                    .buildAsync(system.socket(query), new WebSocket.Listener() {})
                    .get());
    return assertInstanceOf(WebSocketHandshakeException.class, refused.getCause())
        .getResponse()
        .statusCode();
  }

  private static HttpResponse<String> post(String id, String message) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(connection(id))
            .POST(HttpRequest.BodyPublishers.ofString(message))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> manage(String id, String method) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(connection(id))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static URI connection(String id) {
    String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8);
    return system.control("/ws/@connections/" + encoded);
  }

  /** A client that keeps whole messages. */
  private static final class Player implements WebSocket.Listener, AutoCloseable {
    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    final WebSocket socket;
    volatile boolean reading = true;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();

    Player(String query) throws Exception {
      socket =
          CLIENT
              .newWebSocketBuilder()
              .buildAsync(system.socket(query), this)
              .get(WAIT_SECONDS, TimeUnit.SECONDS);
    }

    void say(String message) {
      socket.sendText(message, true).join();
    }

    String hear() throws InterruptedException {
      String message = heard.poll(WAIT_SECONDS, TimeUnit.SECONDS);
      assertTrue(message != null, "no message came");
      return message == null ? "" : message;
    }

    String connectionId() throws Exception {
      say("{\"action\":\"bet\"}");
      return JSON.readTree(hear()).at("/requestContext/connectionId").asText();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        heard.add(partial.toString());
        partial.setLength(0);
      }
      if (reading) {
        from.request(1);
      }
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
      closed.complete(status);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
      socket.abort();
    }
  }
}
