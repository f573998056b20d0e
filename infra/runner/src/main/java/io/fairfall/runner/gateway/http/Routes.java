package io.fairfall.runner.gateway.http;

import io.fairfall.runner.template.HttpApiSpec.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the route of a request. As in API Gateway the most specific path wins: a literal segment
 * before {@code {name}}, that before {@code {name+}}; then a named method before ANY.
 */
final class Routes {
  private static final String ANY = "ANY";

  private final List<Route> routes;

  private final Set<String> firstSegments;

  Routes(List<Route> routes) {
    this.routes = List.copyOf(routes);
    this.firstSegments =
        routes.stream()
            .map(route -> segments(route.path()).getFirst())
            .collect(Collectors.toUnmodifiableSet());
  }

  record Match(Route route, Map<String, String> pathParameters) {}

  Optional<Match> find(String method, String path) {
    List<String> segments = segments(path);
    Match best = null;
    String bestRank = "";
    for (Route route : routes) {
      if (!route.method().equals(method) && !route.method().equals(ANY)) {
        continue;
      }
      List<String> pattern = segments(route.path());
      Optional<Map<String, String>> parameters = match(pattern, segments);
      String rank = rank(pattern) + (route.method().equals(ANY) ? "1" : "0");
      if (parameters.isPresent() && (best == null || rank.compareTo(bestRank) < 0)) {
        best = new Match(route, parameters.get());
        bestRank = rank;
      }
    }
    return Optional.ofNullable(best);
  }

  /** The first segments of all paths: what the API owns of a port that it shares with pages. */
  Set<String> firstSegments() {
    return firstSegments;
  }

  private static Optional<Map<String, String>> match(List<String> pattern, List<String> path) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < pattern.size(); i++) {
      String part = pattern.get(i);
      if (isGreedy(part)) {
        if (path.size() <= i) {
          return Optional.empty();
        }
        String rest = String.join("/", path.subList(i, path.size()));
        parameters.put(part.substring(1, part.length() - 2), rest);
        return Optional.of(parameters);
      }
      if (path.size() <= i) {
        return Optional.empty();
      }
      if (isParameter(part)) {
        parameters.put(part.substring(1, part.length() - 1), path.get(i));
      } else if (!part.equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return path.size() == pattern.size() ? Optional.of(parameters) : Optional.empty();
  }

  /** Sorts before what is less specific. */
  private static String rank(List<String> pattern) {
    StringBuilder rank = new StringBuilder();
    for (String part : pattern) {
      rank.append(isGreedy(part) ? '2' : isParameter(part) ? '1' : '0');
    }
    return rank.append('-').toString();
  }

  private static boolean isGreedy(String part) {
    return part.startsWith("{") && part.endsWith("+}");
  }

  private static boolean isParameter(String part) {
    return part.startsWith("{") && part.endsWith("}");
  }

  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>(List.of(path.split("/", -1)));
    segments.removeFirst(); // what stands before the leading slash
    return segments;
  }
}
