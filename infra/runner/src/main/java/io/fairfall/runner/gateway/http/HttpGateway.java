package io.fairfall.runner.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairfall.runner.lambda.FunctionFailureException;
import io.fairfall.runner.lambda.Invoker;
import io.fairfall.runner.template.HttpApiSpec;
import io.fairfall.runner.wire.JsonBytes;
import io.fairfall.runner.wire.Throttle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The HTTP API: from a request to a function's answer, with API Gateway's own answers between. */
public final class HttpGateway {
  private final Routes routes;
  private final HttpEvents events;
  private final Authorizers authorizers;
  private final Optional<CorsRules> cors;
  private final Optional<Throttle> throttle;
  private final Invoker invoker;

  public HttpGateway(HttpApiSpec api, Invoker invoker) {
    this.routes = new Routes(api.routes());
    this.events = new HttpEvents(api.id());
    this.authorizers = new Authorizers(api, events, invoker);
    this.cors = api.cors().map(CorsRules::new);
    this.throttle = api.throttle().map(Throttle::new);
    this.invoker = invoker;
  }

  /** Whether the API owns this path; every other path of the port belongs to the pages. */
  public boolean owns(String path) {
    int end = path.indexOf('/', 1);
    String first = path.substring(Math.min(1, path.length()), end < 0 ? path.length() : end);
    return routes.firstSegments().contains(first);
  }

  public HttpReply answer(HttpCall call) {
    Optional<HttpReply> preflight = cors.flatMap(rules -> rules.preflight(call));
    if (preflight.isPresent()) {
      return preflight.get();
    }
    HttpReply reply =
        routes
            .find(call.method(), call.path())
            .map(match -> route(call, match))
            .orElseGet(() -> HttpReply.message(404, "Not Found"));
    return cors.map(rules -> reply.with(rules.headers(call))).orElse(reply);
  }

  private HttpReply route(HttpCall call, Routes.Match match) {
    if (throttle.isPresent() && !throttle.get().admits(match.route().key())) {
      return HttpReply.message(429, "Too Many Requests");
    }
    return switch (authorizers.decide(call, match)) {
      case Authorizers.Decision.Refused refused -> refused.reply();
      case Authorizers.Decision.Allowed allowed -> invoke(call, match, allowed.context());
    };
  }

  private HttpReply invoke(HttpCall call, Routes.Match match, ObjectNode authorizerContext) {
    byte[] event = JsonBytes.bytes(events.request(call, match, authorizerContext));
    try {
      return reply(invoker.invoke(match.route().functionLogicalId(), event));
    } catch (FunctionFailureException failure) {
      return failure.throttled()
          ? HttpReply.message(429, "Too Many Requests")
          : HttpReply.message(500, "Internal Server Error");
    }
  }

  /** Reads a function's answer; one without a status is the body itself. */
  private static HttpReply reply(byte[] answer) {
    Optional<ObjectNode> object = JsonBytes.readObject(answer);
    if (object.isEmpty() || !object.get().has("statusCode")) {
      Map<String, String> json = Map.of("content-type", "application/json");
      return new HttpReply(200, json, List.of(), answer);
    }
    ObjectNode envelope = object.get();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", "text/plain; charset=utf-8");
    envelope
        .path("headers")
        .fields()
        .forEachRemaining(
            header ->
                headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue().asText()));
    List<String> cookies = new ArrayList<>();
    for (JsonNode cookie : envelope.path("cookies")) {
      cookies.add(cookie.asText());
    }
    String text = envelope.path("body").asText("");
    byte[] body =
        envelope.path("isBase64Encoded").asBoolean(false)
            ? Base64.getDecoder().decode(text)
            : text.getBytes(StandardCharsets.UTF_8);
    int status = envelope.path("statusCode").asInt(500);
    return new HttpReply(status, headers, cookies, body);
  }
}
