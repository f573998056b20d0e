package io.fairfall.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What we answer. Over HTTP the body goes out with status and headers; over a WebSocket the body
 * alone is the reply message.
 *
 * @param body a record, a map or a list to write as JSON; null for an empty answer
 */
public record Response(int status, Map<String, String> headers, @Nullable Object body) {
  private static final String JSON = "application/json";
  private static final String PROBLEM_JSON = "application/problem+json";

  public static Response ok(Object body) {
    return json(200, body);
  }

  public static Response created(Object body) {
    return json(201, body);
  }

  /** An answer that is no JSON, like a file to keep. */
  public static Response text(String contentType, String text) {
    return new Response(
        200, Map.of("content-type", contentType, "cache-control", "no-store"), new Text(text));
  }

  /** A body that is written as it is. */
  public record Text(String text) {}

  /** An empty answer, for {@code $connect} and {@code $disconnect}. */
  public static Response empty() {
    return new Response(200, Map.of(), null);
  }

  public static Response problem(Problem problem) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", PROBLEM_JSON);
    if (problem.waitingHelps()) {
      headers.put("retry-after", Integer.toString(Problem.RETRY_AFTER_SECONDS));
    }
    return new Response(problem.code().status(), headers, problem.members());
  }

  /** A problem in the form that the request's API wants: an HTTP response, or a message. */
  public static Response to(Request request, Problem problem) {
    if (request.connectionId() == null) {
      return problem(problem);
    }
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("type", "error");
    ClientReference.in(request.body()).ifPresent(id -> message.put("requestId", id));
    message.put("problem", problem.members());
    return new Response(problem.code().status(), Map.of(), message);
  }

  private static Response json(int status, Object body) {
    return new Response(status, Map.of("content-type", JSON, "cache-control", "no-store"), body);
  }
}
