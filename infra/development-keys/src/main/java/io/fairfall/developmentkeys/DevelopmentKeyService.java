package io.fairfall.developmentkeys;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.avaje.json.JsonException;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * AWS KMS on this machine's loopback, with one key (JSON 1.1): {@code TrentService.Sign} of a
 * digest and {@code TrentService.GetPublicKey}. Whoever reaches the port can have anything signed,
 * so the key is one that everybody has.
 */
public final class DevelopmentKeyService implements AutoCloseable {
  private static final String SERVICE = "TrentService.";
  private static final String ALGORITHM = "ECDSA_SHA_256";
  private static final int DIGEST_BYTES = 32;
  private static final int MAX_BODY_BYTES = 1 << 16;
  private static final int OK = 200;
  private static final int REFUSED = 400;
  private static final int FAILED = 500;
  private static final Jsonb JSON = Jsonb.builder().build();
  private static final DevelopmentKey STRANGER = DevelopmentKey.of("0x" + "5".repeat(64));

  private final DevelopmentKey key;
  private final String arn;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Deque<KeyFault> faults = new ArrayDeque<>();
  private final AtomicInteger requests = new AtomicInteger();

  private DevelopmentKeyService(DevelopmentKey key, String arn) throws IOException {
    this.key = key;
    this.arn = arn;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
  }

  /** What is answered, and what a refusal is called. */
  private record Answer(int status, String json) {
    static Answer error(int status, String type, String text) {
      return new Answer(status, "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(type, text));
    }
  }

  /**
   * Starts on a free port.
   *
   * @param arn by which the key is asked for, and by nothing else
   */
  public static DevelopmentKeyService start(DevelopmentKey key, String arn) throws IOException {
    DevelopmentKeyService service = new DevelopmentKeyService(key, arn);
    service.server.start();
    return service;
  }

  /** Where it is asked, like {@code http://127.0.0.1:7001}. */
  public URI origin() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The next so many requests are answered like this; then those after them as before. */
  public void fail(KeyFault fault, int times) {
    synchronized (faults) {
      for (int time = 0; time < times; time++) {
        faults.add(fault);
      }
    }
  }

  /** Nothing is wrong from now on. */
  public void mend() {
    synchronized (faults) {
      faults.clear();
    }
  }

  /** How many requests came, whatever became of them. */
  public int requests() {
    return requests.get();
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES);
      requests.incrementAndGet();
      String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
      Answer answer = answer(target, new String(body, StandardCharsets.UTF_8));
      byte[] bytes = answer.json().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("content-type", "application/x-amz-json-1.1");
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private Answer answer(String target, String body) throws InterruptedException {
    KeyFault fault;
    synchronized (faults) {
      fault = faults.poll();
    }
    if (fault == null || fault == KeyFault.ANOTHER_KEY) {
      return answered(target, body, fault == null ? key : STRANGER);
    }
    return switch (fault) {
      case THROTTLED -> Answer.error(REFUSED, "ThrottlingException", "Rate exceeded");
      case INTERNAL -> Answer.error(FAILED, "KMSInternalException", "try again");
      case DENIED -> Answer.error(REFUSED, "AccessDeniedException", "not authorized");
      case DISABLED -> Answer.error(REFUSED, "DisabledException", "the key is disabled");
      case SILENT, ANOTHER_KEY -> {
        closing.await();
        yield Answer.error(FAILED, "KMSInternalException", "closed");
      }
    };
  }

  private Answer answered(String target, String body, DevelopmentKey signing) {
    if (!target.startsWith(SERVICE)) {
      return Answer.error(REFUSED, "UnknownOperationException", "this is a key service");
    }
    Map<?, ?> asked;
    try {
      asked = JSON.type(Object.class).fromJson(body) instanceof Map<?, ?> map ? map : Map.of();
    } catch (JsonException malformed) {
      return Answer.error(REFUSED, "SerializationException", "no JSON object");
    }
    if (!arn.equals(asked.get("KeyId"))) {
      return Answer.error(REFUSED, "NotFoundException", "there is no such key");
    }
    return switch (target.substring(SERVICE.length())) {
      case "GetPublicKey" -> publicKey(signing);
      case "Sign" -> signature(asked, signing);
      default -> Answer.error(REFUSED, "UnknownOperationException", "not answered here");
    };
  }

  private Answer publicKey(DevelopmentKey signing) {
    return new Answer(
        OK,
        """
        {"KeyId":"%s","PublicKey":"%s","KeySpec":"ECC_SECG_P256K1",\
        "CustomerMasterKeySpec":"ECC_SECG_P256K1","KeyUsage":"SIGN_VERIFY",\
        "SigningAlgorithms":["%s"]}"""
            .formatted(arn, base64(signing.publicKey()), ALGORITHM));
  }

  private Answer signature(Map<?, ?> asked, DevelopmentKey signing) {
    byte[] digest = bytes(asked.get("Message"));
    if (!ALGORITHM.equals(asked.get("SigningAlgorithm"))
        || !"DIGEST".equals(asked.get("MessageType"))
        || digest == null
        || digest.length != DIGEST_BYTES) {
      return Answer.error(
          REFUSED, "ValidationException", "it signs digests of 32 bytes with " + ALGORITHM);
    }
    return new Answer(
        OK,
        "{\"KeyId\":\"%s\",\"Signature\":\"%s\",\"SigningAlgorithm\":\"%s\"}"
            .formatted(arn, base64(signing.sign(digest)), ALGORITHM));
  }

  private static byte @Nullable [] bytes(@Nullable Object base64) {
    try {
      return base64 instanceof String text ? Base64.getDecoder().decode(text) : null;
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
