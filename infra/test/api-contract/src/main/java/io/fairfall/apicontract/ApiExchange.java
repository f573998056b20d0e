package io.fairfall.apicontract;

import java.util.Map;

/**
 * A request over HTTP and its answer, as somebody saw them.
 *
 * @param path with the query, as it was asked for
 * @param headers of the request, by lower-case name; of several values one
 * @param requestBody empty if there was none
 * @param contentType of the answer, empty if it has none
 * @param body of the answer, empty if it has none
 */
public record ApiExchange(
    String method,
    String path,
    Map<String, String> headers,
    String requestBody,
    int status,
    String contentType,
    String body) {

  String pathAlone() {
    int query = path.indexOf('?');
    return query < 0 ? path : path.substring(0, query);
  }

  String query() {
    int query = path.indexOf('?');
    return query < 0 ? "" : path.substring(query + 1);
  }

  /** Without parameters, in lower case: {@code application/json}. */
  String mediaType() {
    return contentType.split(";", 2)[0].strip().toLowerCase(java.util.Locale.ROOT);
  }

  /** Whether the house took the request for a good one. */
  boolean isTaken() {
    return status >= 200 && status < 400;
  }
}
