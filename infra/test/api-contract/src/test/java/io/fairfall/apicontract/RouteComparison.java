package io.fairfall.apicontract;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairfall.apicontract.TemplateRoutes.TemplateRoute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Holds the documented routes against those that are deployed, and these against those that the
 * handlers answer. Whatever differs is a sentence.
 *
 * @param sources finds the source of a handler
 * @param runner routes that the one-machine runner itself has
 */
record RouteComparison(
    OpenApiDocument document,
    TemplateRoutes template,
    Function<String, JavaSource> sources,
    Set<String> runner) {

  List<String> differences() {
    List<String> differences = new ArrayList<>(documented());
    differences.addAll(handled());
    differences.addAll(atTheGateway());
    return differences;
  }

  private List<String> documented() {
    List<String> differences = new ArrayList<>();
    Map<String, ApiOperation> documented = new LinkedHashMap<>();
    new HttpContract(document.document())
        .operations()
        .forEach(operation -> documented.put(operation.route(), operation));
    for (TemplateRoute route : template.routes()) {
      ApiOperation operation = documented.remove(route.route());
      if (operation == null) {
        differences.add(route.route() + " is deployed and not documented");
      } else if (operation.isPublic() != route.isPublic()) {
        differences.add(route.route() + " is public on one side, and needs a session on the other");
      } else if (operation.isLocalOnly() != route.isLocalOnly()) {
        differences.add(
            route.route() + " is for one machine only on one side, and not on the other");
      }
    }
    for (String route : runner) {
      ApiOperation operation = documented.remove(route);
      if (operation == null) {
        differences.add(route + " is the runner's and not documented");
      } else if (!operation.isLocalOnly()) {
        differences.add(route + " is for one machine only, and not documented as such");
      }
    }
    documented
        .keySet()
        .forEach(route -> differences.add(route + " is documented and not deployed"));
    return differences;
  }

  /** A handler without cases is one use case, and has one route. */
  private List<String> handled() {
    List<String> differences = new ArrayList<>();
    Map<String, Set<String>> deployed =
        template.routes().stream()
            .collect(
                Collectors.groupingBy(
                    TemplateRoute::handler,
                    Collectors.mapping(
                        TemplateRoute::route, Collectors.toCollection(TreeSet::new))));
    deployed.forEach(
        (handler, routes) -> {
          Set<String> cases = sources.apply(handler).routes();
          if (cases.isEmpty() && routes.size() == 1) {
            return;
          }
          minus(routes, cases)
              .forEach(route -> differences.add(route + " is deployed, and no case of " + handler));
          minus(cases, routes)
              .forEach(
                  route ->
                      differences.add(route + " is a case of " + handler + ", and not deployed"));
        });
    return differences;
  }

  /** What a page of another origin may send and read, and how much everybody may ask. */
  private List<String> atTheGateway() {
    List<String> differences = new ArrayList<>();
    JsonNode cors = template.api().path("CorsConfiguration");
    Set<String> sent = new TreeSet<>(Set.of("authorization", "content-type"));
    Set<String> methods = new TreeSet<>();
    for (OpenApiDocument.Written of : document.operations()) {
      if (of.path().startsWith("/dev/")) {
        continue; // never asked for by another origin
      }
      methods.add(of.method().toUpperCase(Locale.ROOT));
      for (JsonNode one : of.operation().path("parameters")) {
        JsonNode parameter = document.document().follow(one);
        if (parameter.path("in").asText().equals("header")) {
          sent.add(parameter.path("name").asText().toLowerCase(Locale.ROOT));
        }
      }
    }
    Set<String> told =
        OpenApiDocument.members(document.document().root().at("/components/headers")).keySet();
    compare(differences, "headers of requests", sent, cors.path("AllowHeaders"));
    compare(differences, "methods", methods, cors.path("AllowMethods"));
    compare(
        differences,
        "headers of answers",
        told.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet()),
        cors.path("ExposeHeaders"));
    JsonNode limits = template.api().path("DefaultRouteSettings");
    JsonNode documented = document.document().root().path("x-throttling");
    if (limits.path("ThrottlingRateLimit").asInt() != documented.path("rate").asInt()
        || limits.path("ThrottlingBurstLimit").asInt() != documented.path("burst").asInt()) {
      differences.add("x-throttling is not what the template has");
    }
    return differences;
  }

  private static void compare(
      List<String> differences, String what, Set<String> documented, JsonNode allowed) {
    Set<String> there = OpenApiDocument.texts(allowed);
    if (!new TreeSet<>(documented).equals(there)) {
      differences.add(
          what + ": " + new TreeSet<>(documented) + " are documented, " + there + " allowed");
    }
  }

  private static Set<String> minus(Set<String> all, Set<String> others) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(others);
    return rest;
  }
}
