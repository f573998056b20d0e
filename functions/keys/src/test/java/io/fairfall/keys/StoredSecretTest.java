package io.fairfall.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fairfall.edge.Environment;
import io.fairfall.journal.StoreUnavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real client against a server that speaks as Secrets Manager does. */
class StoredSecretTest {
  private static final String ARN = "arn:aws:secretsmanager:us-east-1:000000000000:secret:K-000000";

  private HttpServer server;
  private volatile int status = 200;
  private volatile String asked = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void theSecretIsAskedForByTheArnInTheEnvironment() {
    assertEquals("text", secret().get());
    assertEquals("secretsmanager.GetSecretValue {\"SecretId\":\"" + ARN + "\"}", asked);
  }

  @Test
  void aDenialLeavesTheOutcomeUnknown() {
    status = 400;
    StoreUnavailable failure = assertThrows(StoreUnavailable.class, () -> secret().get());
    assertTrue(String.valueOf(failure.getMessage()).contains(ARN));
  }

  private StoredSecret secret() {
    return StoredSecret.of(
        new Environment(
            Map.of(
                "KEYS", ARN,
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test",
                "AWS_ENDPOINT_URL_SECRETS_MANAGER",
                    "http://127.0.0.1:" + server.getAddress().getPort())),
        "KEYS");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked =
          exchange.getRequestHeaders().getFirst("X-Amz-Target")
              + " "
              + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String json =
          status == 200
              ? "{\"ARN\":\"%s\",\"SecretString\":\"text\"}".formatted(ARN)
              : "{\"__type\":\"AccessDeniedException\",\"Message\":\"no\"}";
      byte[] body = json.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("content-type", "application/x-amz-json-1.1");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
