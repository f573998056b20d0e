package io.fairfall.load;

import java.util.Map;

/**
 * A request over HTTP and what it was answered, before anybody reads it.
 *
 * @param path with the query
 * @param headers of the request, by lower-case name
 * @param requestBody empty if there was none
 * @param contentType of the answer, empty if it has none
 */
public record HttpAnswer(
    String method,
    String path,
    Map<String, String> headers,
    String requestBody,
    int status,
    String contentType,
    String body) {}
