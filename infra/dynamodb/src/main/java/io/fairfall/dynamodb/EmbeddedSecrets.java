package io.fairfall.dynamodb;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One secret, given out on a free loopback port as Secrets Manager does ({@code GetSecretValue},
 * JSON 1.1), for tests of functions that read the ledger's keys.
 */
public final class EmbeddedSecrets implements AutoCloseable {
  public static final String ARN =
      "arn:aws:secretsmanager:us-east-1:000000000000:secret:LedgerKeys-000000";

  /** The one key of {@link #withOneLedgerKey}: id 1, for all time. */
  public static final String KEY = "for-tests-".repeat(6);

  private static final String ONE_KEY = "{\"notBefore.1\":\"0\",\"key.1\":\"%s\"}".formatted(KEY);
  private static final String ASKED = "{\"SecretId\":\"" + ARN + "\"}";

  private final HttpServer server;
  private final AtomicInteger readings = new AtomicInteger();
  private volatile String text;
  private volatile boolean isDenied;

  private EmbeddedSecrets(HttpServer server, String text) {
    this.server = server;
    this.text = text;
  }

  /** The ledger's keys as a new stack has them: one, for all time. */
  public static EmbeddedSecrets withOneLedgerKey() {
    return with(ONE_KEY);
  }

  /**
   * A secret with a text.
   *
   * @param text JSON
   */
  public static EmbeddedSecrets with(String text) {
    try {
      InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      EmbeddedSecrets secrets = new EmbeddedSecrets(HttpServer.create(free, 0), text);
      secrets.server.createContext("/", secrets::answer);
      secrets.server.start();
      return secrets;
    } catch (IOException unavailable) {
      throw new UncheckedIOException(unavailable);
    }
  }

  /** What a function's environment needs to find the secret here. */
  public Map<String, String> environment() {
    return Map.of(
        "LEDGER_KEYS_SECRET", ARN, "AWS_ENDPOINT_URL_SECRETS_MANAGER", endpoint().toString());
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Another text from now on. */
  public void put(String changed) {
    text = changed;
  }

  /** Refuses to give it out from now on. */
  public void deny() {
    isDenied = true;
  }

  /** How often it was asked for. */
  public int readings() {
    return readings.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      readings.incrementAndGet();
      boolean understood = "secretsmanager.GetSecretValue".equals(target) && asked.equals(ASKED);
      exchange.getResponseHeaders().set("content-type", "application/x-amz-json-1.1");
      if (understood && !isDenied) {
        send(exchange, 200, "{\"ARN\":\"" + ARN + "\",\"SecretString\":\"" + escaped() + "\"}");
      } else {
        send(exchange, 400, "{\"__type\":\"AccessDeniedException\",\"Message\":\"denied\"}");
      }
    }
  }

  private String escaped() {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
