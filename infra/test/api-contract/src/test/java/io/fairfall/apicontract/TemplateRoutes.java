package io.fairfall.apicontract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * The HTTP API as template.yaml deploys it.
 *
 * @param api the properties of the API itself
 */
record TemplateRoutes(List<TemplateRoute> routes, JsonNode api) {
  private static final String LOCAL_CONDITION = "IsLocal";

  /**
   * One route.
   *
   * @param handler the class that serves it
   */
  record TemplateRoute(String route, String handler, boolean isPublic, boolean isLocalOnly) {}

  static TemplateRoutes of(JsonNode template) {
    JsonNode resources = template.path("Resources");
    JsonNode api =
        StreamSupport.stream(resources.spliterator(), false)
            .filter(resource -> isOf(resource, "AWS::Serverless::HttpApi"))
            .findFirst()
            .orElseThrow()
            .path("Properties");
    boolean isClosed = api.path("Auth").has("DefaultAuthorizer");
    List<TemplateRoute> routes =
        StreamSupport.stream(resources.spliterator(), false)
            .filter(resource -> isOf(resource, "AWS::Serverless::Function"))
            .flatMap(
                function ->
                    StreamSupport.stream(function.at("/Properties/Events").spliterator(), false)
                        .filter(event -> isOf(event, "HttpApi"))
                        .map(event -> route(function, event.path("Properties"), isClosed)))
            .toList();
    return new TemplateRoutes(routes, api);
  }

  private static TemplateRoute route(JsonNode function, JsonNode event, boolean isClosed) {
    return new TemplateRoute(
        event.path("Method").asText() + " " + event.path("Path").asText(),
        function.at("/Properties/Handler").asText().split("::", 2)[0],
        !isClosed || event.at("/Auth/Authorizer").asText().equals("NONE"),
        function.path("Condition").asText().equals(LOCAL_CONDITION));
  }

  private static boolean isOf(JsonNode node, String type) {
    return node.path("Type").asText().equals(type);
  }
}
