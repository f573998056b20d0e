package io.fairfall.runner.gateway.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it arrived.
 *
 * @param path decoded
 * @param query as it was sent, without the question mark
 * @param headers by lower-case name
 * @param arrivedAtMs when its last byte had been read, in milliseconds since 1970
 */
@SuppressWarnings("ArrayRecordComponent") // the body is passed on, never compared
public record HttpCall(
    String requestId,
    String method,
    String path,
    String query,
    String protocol,
    Map<String, String> headers,
    String sourceIp,
    byte[] body,
    long arrivedAtMs) {

  Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName));
  }

  /** Single cookies: events carry them apart from the headers. */
  List<String> cookies() {
    return header("cookie").map(all -> List.of(all.split("; *"))).orElse(List.of());
  }
}
