package io.fairfall.runner.gateway.http;

import io.fairfall.runner.template.HttpApiSpec.Cors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers to pages of other origins, given by the API itself and never by a function. */
final class CorsRules {
  private static final String ANY = "*";

  private final Cors cors;

  CorsRules(Cors cors) {
    this.cors = cors;
  }

  /** The answer to a browser's question before the request; nothing when it is no such question. */
  Optional<HttpReply> preflight(HttpCall call) {
    boolean asks =
        call.method().equals("OPTIONS")
            && call.header("origin").isPresent()
            && call.header("access-control-request-method").isPresent();
    if (!asks) {
      return Optional.empty();
    }
    Map<String, String> headers = new LinkedHashMap<>(headers(call));
    if (!headers.isEmpty()) {
      headers.put("access-control-allow-methods", String.join(",", cors.methods()));
      headers.put("access-control-allow-headers", String.join(",", cors.headers()));
      headers.put("access-control-max-age", Integer.toString(cors.maxAgeSeconds()));
    }
    return Optional.of(new HttpReply(204, headers, List.of(), new byte[0]));
  }

  /** What every answer to an allowed origin carries. */
  Map<String, String> headers(HttpCall call) {
    Optional<String> origin = call.header("origin");
    if (origin.isEmpty()) {
      return Map.of();
    }
    Map<String, String> headers = new LinkedHashMap<>();
    if (cors.origins().contains(ANY)) {
      headers.put("access-control-allow-origin", ANY);
    } else if (cors.origins().contains(origin.get())) {
      headers.put("access-control-allow-origin", origin.get());
      headers.put("vary", "origin");
    } else {
      return Map.of();
    }
    if (!cors.exposed().isEmpty()) {
      headers.put("access-control-expose-headers", String.join(",", cors.exposed()));
    }
    return headers;
  }
}
