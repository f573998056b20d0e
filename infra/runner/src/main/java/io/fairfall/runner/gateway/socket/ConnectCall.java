package io.fairfall.runner.gateway.socket;

import java.util.List;
import java.util.Map;

/**
 * A handshake.
 *
 * @param headers as they were sent, with all their values
 * @param query decoded, with all its values
 */
record ConnectCall(
    Map<String, List<String>> headers,
    Map<String, List<String>> query,
    String sourceIp,
    long arrivedAtMs) {

  String userAgent() {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("user-agent"))
        .map(header -> header.getValue().getLast())
        .findFirst()
        .orElse("");
  }
}
