package io.fairfall.apicontract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a route is documented to take beside its path, and requests that have something else.
 *
 * @param query names of the parameters in its query
 * @param headers of ours, in lower case: those that mean something to it, and those that it says it
 *     does not look at
 * @param hasBody whether it has a body
 */
public record ApiInputs(Set<String> query, Set<String> headers, boolean hasBody) {
  private static final int BAD_REQUEST = 400;
  private static final Set<String> OURS =
      Set.of("idempotency-key", "idempotency-attempt", "cashout-stamp", "fairfall-fallback");
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A request that is right but for one thing.
   *
   * @param named what its refusal has to name
   */
  public record Unknown(
      Map<String, String> query, Map<String, String> headers, String body, String named) {
    /** The event that API Gateway makes of it, for the player that an authoriser named. */
    public String event(String route) {
      try {
        return JSON.writeValueAsString(
            Map.of(
                "routeKey",
                route,
                "headers",
                headers,
                "queryStringParameters",
                query,
                "pathParameters",
                Map.of("pool", "p", "week", "2026-11-30", "betId", "1", "roundId", "1"),
                "body",
                body,
                "requestContext",
                Map.of(
                    "requestId",
                    "r",
                    "timeEpoch",
                    1,
                    "authorizer",
                    Map.of("lambda", Map.of("player", "0x" + "ab".repeat(20))))));
      } catch (JsonProcessingException never) {
        throw new IllegalStateException(never);
      }
    }
  }

  static ApiInputs of(ApiOperation operation) {
    Set<String> query = new TreeSet<>();
    Set<String> headers = new TreeSet<>(operation.ignoredHeaders());
    for (ApiParameter parameter : operation.parameters()) {
      String lower = parameter.name().toLowerCase(Locale.ROOT);
      if (parameter.in().equals("query")) {
        query.add(parameter.name());
      } else if (parameter.in().equals("header") && OURS.contains(lower)) {
        headers.add(lower);
      }
    }
    return new ApiInputs(query, headers, !operation.request().byMediaType().isEmpty());
  }

  /** Requests with something that is not documented: other names, and documented ones misspelt. */
  public List<Unknown> unknown() {
    List<Unknown> unknown = new ArrayList<>();
    for (String name : misspelt(query, List.of("lastEventId", "_", "ticket", "Limit"))) {
      unknown.add(new Unknown(Map.of(name, "1"), Map.of(), "", name));
    }
    Set<String> others = new TreeSet<>(OURS);
    others.removeAll(headers);
    for (String name : misspelt(OURS, others)) {
      if (!headers.contains(name.toLowerCase(Locale.ROOT))) {
        unknown.add(new Unknown(Map.of(), Map.of(name, "1"), "", name));
      }
    }
    if (!hasBody) {
      for (String body : List.of("{\"stake\":\"1\"}", "[]", "null", "x", "{}{}")) {
        unknown.add(new Unknown(Map.of(), Map.of(), body, "body"));
      }
    }
    return unknown;
  }

  /**
   * Asks a function everything that its route does not know.
   *
   * @param ask gives an event to the function, and what it answers back
   * @return what was not refused, or not by its name, each as a sentence
   */
  public List<String> complaints(String route, Function<String, String> ask) {
    List<String> complaints = new ArrayList<>();
    for (Unknown one : unknown()) {
      String envelope = ask.apply(one.event(route));
      JsonNode answer = Document.json(envelope).orElseThrow();
      JsonNode problem =
          Document.json(answer.path("body").asText()).orElseGet(MissingNode::getInstance);
      boolean isRefused =
          answer.path("statusCode").asInt() == BAD_REQUEST
              && problem.path("code").asText().equals("VALIDATION");
      String detail = problem.path("detail").asText().toLowerCase(Locale.ROOT);
      if (!isRefused || !detail.contains(one.named().toLowerCase(Locale.ROOT))) {
        complaints.add(route + " " + one + " was answered " + envelope);
      }
    }
    return complaints;
  }

  private Set<String> misspelt(Iterable<String> right, Iterable<String> others) {
    Set<String> names = new TreeSet<>();
    others.forEach(names::add);
    for (String name : right) {
      names.add(name + "s");
      names.add("x-" + name);
      names.add(name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + "1");
      names.add(name.toUpperCase(Locale.ROOT));
    }
    names.removeAll(query);
    return names;
  }
}
