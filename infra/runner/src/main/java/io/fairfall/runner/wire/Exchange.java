package io.fairfall.runner.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Reading a request and writing its reply, in Jetty's terms. */
public final class Exchange {

  private Exchange() {}

  /** The whole body, or nothing when it has more than the given bytes. */
  public static Optional<byte[]> body(Request request, int maxBytes) throws IOException {
    try (InputStream in = Content.Source.asInputStream(request)) {
      byte[] bytes = in.readNBytes(maxBytes + 1);
      if (bytes.length <= maxBytes) {
        return Optional.of(bytes);
      }
      in.skip(maxBytes); // nobody hears an answer while sending
      return Optional.empty();
    }
  }

  /** Headers by lower-case name; several values of one name are joined by commas. */
  public static Map<String, String> headers(Request request) {
    Map<String, String> headers = new TreeMap<>();
    for (HttpField field : request.getHeaders()) {
      String value = field.getValue() == null ? "" : field.getValue();
      headers.merge(field.getName().toLowerCase(Locale.ROOT), value, (a, b) -> a + "," + b);
    }
    return headers;
  }

  /** The address of the client. */
  public static String sourceIp(Request request) {
    return Request.getRemoteAddr(request);
  }

  public static void reply(
      Response response, Callback callback, int status, Map<String, String> headers, byte[] body) {
    response.setStatus(status);
    headers.forEach((name, value) -> response.getHeaders().put(name, value));
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  /** A JSON body and nothing else to say. */
  public static void reply(Response response, Callback callback, int status, byte[] json) {
    reply(response, callback, status, Map.of("content-type", "application/json"), json);
  }

  /** Adds a header that may occur several times. */
  public static void addAll(Response response, String name, List<String> values) {
    values.forEach(value -> response.getHeaders().add(name, value));
  }
}
