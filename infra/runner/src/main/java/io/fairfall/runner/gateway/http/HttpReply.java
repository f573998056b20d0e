package io.fairfall.runner.gateway.http;

import io.fairfall.runner.wire.JsonBytes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What goes back to the client.
 *
 * @param headers by lower-case name
 */
@SuppressWarnings("ArrayRecordComponent") // the body is passed on, never compared
public record HttpReply(
    int status, Map<String, String> headers, List<String> cookies, byte[] body) {

  /** API Gateway's own answers, when no function gave one. */
  static HttpReply message(int status, String text) {
    return new HttpReply(
        status, Map.of("content-type", "application/json"), List.of(), JsonBytes.message(text));
  }

  HttpReply with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new HttpReply(status, all, cookies, body);
  }
}
