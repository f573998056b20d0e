package io.fairfall.runner.gateway.http;

import io.fairfall.runner.wire.Exchange;
import io.fairfall.runner.wire.Ids;
import io.fairfall.runner.wire.JsonBytes;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Serves the HTTP API; leaves paths that it does not own to the next handler. */
public final class HttpApiHandler extends Handler.Abstract {
  private static final int MAX_BODY_BYTES = 10 << 20;

  private final HttpGateway gateway;

  public HttpApiHandler(HttpGateway gateway) {
    this.gateway = gateway;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    String path = Objects.requireNonNullElse(request.getHttpURI().getDecodedPath(), "/");
    if (!gateway.owns(path)) {
      return false;
    }
    Optional<byte[]> body = Exchange.body(request, MAX_BODY_BYTES);
    if (body.isEmpty()) {
      Exchange.reply(response, callback, 413, JsonBytes.message("Request Entity Too Large"));
      return true;
    }
    // stamped when all has arrived: a request held open must not gain time
    HttpReply reply = gateway.answer(call(request, path, body.get(), System.currentTimeMillis()));
    Exchange.addAll(response, "set-cookie", reply.cookies());
    Exchange.reply(response, callback, reply.status(), reply.headers(), reply.body());
    return true;
  }

  private static HttpCall call(Request request, String path, byte[] body, long arrivedAtMs) {
    Map<String, String> headers = Exchange.headers(request);
    String sourceIp = Exchange.sourceIp(request);
    headers.put("x-forwarded-for", sourceIp);
    headers.put("x-forwarded-port", Integer.toString(Request.getLocalPort(request)));
    headers.put("x-forwarded-proto", "http");
    return new HttpCall(
        Ids.next(),
        request.getMethod(),
        path,
        Objects.requireNonNullElse(request.getHttpURI().getQuery(), ""),
        request.getConnectionMetaData().getProtocol(),
        headers,
        sourceIp,
        body,
        arrivedAtMs);
  }
}
