package io.fairfall.runner.template;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads an {@code AWS::Serverless::WebSocketApi} and the route responses beside it. */
final class WebSocketApiReader {
  private WebSocketApiReader() {}

  /**
   * @param answering ids of the routes that have a route response
   */
  static WebSocketApiSpec read(String id, TemplateFields api, Set<String> answering) {
    api.ignore("AccessLogSettings", "Description", "Tags", "Name", "ApiKeySelectionExpression");
    api.fixed("RouteSelectionExpression", "$request.body.action");
    String stage = api.text("StageName");
    TemplateFields auth = api.fields("Auth").ignore("InvokeRole");
    auth.fixed("AuthType", "CUSTOM");
    Optional<String> authorizer = auth.findText("AuthArn").map(FunctionSpec::logicalId);
    auth.end();
    Optional<ThrottleSpec> throttle = HttpApiReader.throttle(api);
    Map<String, WebSocketApiSpec.Route> routes = new LinkedHashMap<>();
    api.fields("Routes")
        .children()
        .forEach(
            (key, route) -> {
              boolean answers =
                  route.findText("RouteResponseSelectionExpression").isPresent()
                      && answering.contains(routeId(id, key));
              String function = FunctionSpec.logicalId(route.text("FunctionArn"));
              route.end();
              routes.put(key, new WebSocketApiSpec.Route(key, function, answers));
            });
    api.end();
    return new WebSocketApiSpec(id, stage, authorizer, routes, throttle);
  }

  /** Reads an {@code AWS::ApiGatewayV2::RouteResponse} and answers whose it is. */
  static String readRouteResponse(TemplateFields response) {
    response.ignore("ApiId");
    response.fixed("RouteResponseKey", "$default");
    String route = response.text("RouteId");
    response.end();
    return route;
  }

  /** The logical id that SAM gives a route: {@code $default} of WsApi is WsApiDefaultRoute. */
  static String routeId(String api, String routeKey) {
    String name = routeKey.replace("$", "");
    return api + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + "Route";
  }
}
