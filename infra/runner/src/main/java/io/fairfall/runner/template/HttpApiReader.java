package io.fairfall.runner.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads an {@code AWS::Serverless::HttpApi}; its routes come from the functions' events. */
final class HttpApiReader {
  private static final String NO_AUTHORIZER = "NONE";
  private static final int DEFAULT_CACHE_SECONDS = 0;

  private HttpApiReader() {}

  static HttpApiSpec read(String id, TemplateFields api, FunctionReader functions) {
    api.ignore("AccessLogSettings", "Description", "Tags", "Name", "FailOnWarnings");
    TemplateFields auth = api.fields("Auth");
    Optional<String> standard = auth.findText("DefaultAuthorizer");
    Map<String, HttpApiSpec.Authorizer> authorizers = new LinkedHashMap<>();
    auth.fields("Authorizers")
        .children()
        .forEach((name, authorizer) -> authorizers.put(name, authorizer(authorizer)));
    auth.end();
    Optional<HttpApiSpec.Cors> cors =
        api.find("CorsConfiguration").map(value -> cors(TemplateFields.of(id + ".Cors", value)));
    Optional<ThrottleSpec> throttle = throttle(api);
    api.end();
    List<HttpApiSpec.Route> routes = new ArrayList<>();
    for (EventReader.HttpEvent event : functions.httpEvents()) {
      Optional<String> authorizer = event.authorizer().or(() -> standard);
      authorizer
          .filter(name -> !name.equals(NO_AUTHORIZER) && !authorizers.containsKey(name))
          .ifPresent(
              name -> {
                throw api.error(event.path() + " wants the unknown authorizer " + name + ".");
              });
      if (!event.api().equals(id)) {
        throw api.error(event.path() + " belongs to " + event.api() + ", not to " + id + ".");
      }
      routes.add(
          new HttpApiSpec.Route(
              event.method(),
              event.path(),
              event.function(),
              authorizer.filter(name -> !name.equals(NO_AUTHORIZER))));
    }
    return new HttpApiSpec(id, routes, authorizers, cors, throttle);
  }

  /** The same settings in both kinds of API. */
  static Optional<ThrottleSpec> throttle(TemplateFields api) {
    TemplateFields settings = api.fields("DefaultRouteSettings");
    settings.ignore("DetailedMetricsEnabled", "LoggingLevel", "DataTraceEnabled");
    Optional<Integer> rate = settings.findNumber("ThrottlingRateLimit");
    Optional<Integer> burst = settings.findNumber("ThrottlingBurstLimit");
    settings.end();
    return rate.flatMap(perSecond -> burst.map(most -> new ThrottleSpec(perSecond, most)));
  }

  private static HttpApiSpec.Authorizer authorizer(TemplateFields authorizer) {
    authorizer.ignore("EnableFunctionDefaultPermissions", "FunctionInvokeRole");
    authorizer.fixed("AuthorizerPayloadFormatVersion", "2.0");
    authorizer.fixed("EnableSimpleResponses", "true");
    TemplateFields identity = authorizer.fields("Identity");
    HttpApiSpec.Authorizer read =
        new HttpApiSpec.Authorizer(
            FunctionSpec.logicalId(authorizer.text("FunctionArn")),
            identity.texts("Headers").stream()
                .map(header -> header.toLowerCase(Locale.ROOT))
                .toList(),
            identity.number("ReauthorizeEvery", DEFAULT_CACHE_SECONDS));
    identity.end();
    authorizer.end();
    return read;
  }

  private static HttpApiSpec.Cors cors(TemplateFields cors) {
    HttpApiSpec.Cors read =
        new HttpApiSpec.Cors(
            cors.texts("AllowOrigins"),
            cors.texts("AllowMethods"),
            cors.texts("AllowHeaders"),
            cors.texts("ExposeHeaders"),
            cors.number("MaxAge", 0));
    cors.end();
    return read;
  }
}
