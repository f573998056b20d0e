package io.fairfall.runner.gateway.control;

import io.fairfall.runner.gateway.socket.OpenConnections;
import io.fairfall.runner.wire.Exchange;
import io.fairfall.runner.wire.JsonBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** API Gateway's management API: {@code /<stage>/@connections/<id>}. */
public final class ConnectionsHandler extends Handler.Abstract {
  private static final String MARK = "/@connections/";

  /** More than any message may have, so that one that is too large is named as such. */
  private static final int MAX_BODY_BYTES = 1 << 20;

  private final OpenConnections connections;

  public ConnectionsHandler(OpenConnections connections) {
    this.connections = connections;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    String path = Objects.requireNonNullElse(request.getHttpURI().getDecodedPath(), "");
    int mark = path.indexOf(MARK);
    if (mark < 0) {
      return false;
    }
    String id = path.substring(mark + MARK.length());
    switch (request.getMethod()) {
      case "POST" -> post(request, response, callback, id);
      case "GET" -> get(response, callback, id);
      case "DELETE" -> {
        if (connections.close(id)) {
          Exchange.reply(response, callback, 204, new byte[0]);
        } else {
          gone(response, callback);
        }
      }
      default -> error(response, callback, 405, "BadRequestException", "Method not allowed");
    }
    return true;
  }

  private void post(Request request, Response response, Callback callback, String id)
      throws IOException {
    Optional<byte[]> body = Exchange.body(request, MAX_BODY_BYTES);
    OpenConnections.Post post =
        body.map(message -> connections.post(id, message)).orElse(OpenConnections.Post.TOO_LARGE);
    switch (post) {
      case ACCEPTED -> Exchange.reply(response, callback, 200, new byte[0]);
      case GONE -> gone(response, callback);
      case BACKED_UP ->
          error(response, callback, 429, "LimitExceededException", "The client does not read");
      case TOO_LARGE ->
          error(response, callback, 413, "PayloadTooLargeException", "Payload too large");
    }
  }

  private void get(Response response, Callback callback, String id) {
    Optional<String> about = connections.describe(id);
    if (about.isPresent()) {
      byte[] json = about.get().getBytes(StandardCharsets.UTF_8);
      Exchange.reply(response, callback, 200, json);
    } else {
      gone(response, callback);
    }
  }

  private static void gone(Response response, Callback callback) {
    error(response, callback, 410, "GoneException", "Gone");
  }

  /** The SDK tells errors apart by this header, not by the status. */
  private static void error(
      Response response, Callback callback, int status, String type, String text) {
    Map<String, String> headers =
        Map.of("content-type", "application/json", "x-amzn-ErrorType", type);
    Exchange.reply(response, callback, status, headers, JsonBytes.message(text));
  }
}
