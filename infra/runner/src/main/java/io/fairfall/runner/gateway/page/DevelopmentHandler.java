package io.fairfall.runner.gateway.page;

import io.fairfall.runner.wire.Exchange;
import io.fairfall.runner.wire.JsonBytes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * {@code POST /dev/chain} is the development node's JSON-RPC, {@code GET /dev/status} says what
 * runs.
 */
public final class DevelopmentHandler extends Handler.Abstract {
  private static final int MAX_CALL_BYTES = 1 << 20;
  private static final Duration NODE_TIMEOUT = Duration.ofSeconds(10);

  private final URI node;
  private final Supplier<String> status;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * @param status what runs, as JSON
   */
  public DevelopmentHandler(URI node, Supplier<String> status) {
    this.node = node;
    this.status = status;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    String path = Objects.requireNonNullElse(request.getHttpURI().getDecodedPath(), "");
    return switch (request.getMethod() + " " + path) {
      case "POST /dev/chain" -> {
        forward(request, response, callback);
        yield true;
      }
      case "GET /dev/status" -> {
        byte[] json = status.get().getBytes(StandardCharsets.UTF_8);
        Exchange.reply(response, callback, 200, json);
        yield true;
      }
      default -> false;
    };
  }

  @Override
  protected void doStop() throws Exception {
    client.shutdownNow();
    super.doStop();
  }

  private void forward(Request request, Response response, Callback callback) throws IOException {
    Optional<byte[]> call = Exchange.body(request, MAX_CALL_BYTES);
    if (call.isEmpty()) {
      Exchange.reply(response, callback, 413, JsonBytes.message("Request Entity Too Large"));
      return;
    }
    HttpRequest forwarded =
        HttpRequest.newBuilder(node)
            .timeout(NODE_TIMEOUT)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(call.get()))
            .build();
    try {
      HttpResponse<byte[]> answer = client.send(forwarded, HttpResponse.BodyHandlers.ofByteArray());
      Exchange.reply(response, callback, answer.statusCode(), answer.body());
    } catch (IOException e) {
      Exchange.reply(response, callback, 502, JsonBytes.message("The node does not answer"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Exchange.reply(response, callback, 503, JsonBytes.message("The runner is stopping"));
    }
  }
}
