package io.fairfall.runner.gateway.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairfall.runner.template.Arns;
import io.fairfall.runner.wire.JsonBytes;
import io.fairfall.runner.wire.RequestTime;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Events of payload format 2.0, member by member as API Gateway writes them. */
final class HttpEvents {
  private static final String STAGE = "$default";
  private static final Pattern TEXT =
      Pattern.compile("(text/.*|application/(.*\\+)?(json|xml)|application/javascript).*");

  private final String apiId;

  HttpEvents(String apiId) {
    this.apiId = apiId.toLowerCase(Locale.ROOT);
  }

  /** What a function receives. */
  ObjectNode request(HttpCall call, Routes.Match match, ObjectNode authorizerContext) {
    ObjectNode event = JsonBytes.object().put("version", "2.0");
    addCommon(event, call, match);
    ObjectNode context = event.putObject("requestContext");
    addContext(context, call, match);
    if (!authorizerContext.isEmpty()) {
      context.putObject("authorizer").set("lambda", authorizerContext);
    }
    if (call.body().length > 0) {
      boolean text = TEXT.matcher(call.header("content-type").orElse("")).matches();
      event.put(
          "body",
          text
              ? new String(call.body(), StandardCharsets.UTF_8)
              : Base64.getEncoder().encodeToString(call.body()));
      event.put("isBase64Encoded", !text);
    } else {
      event.put("isBase64Encoded", false);
    }
    return event;
  }

  /** What an authoriser receives. */
  ObjectNode authorization(HttpCall call, Routes.Match match, List<String> identity) {
    ObjectNode event = JsonBytes.object().put("version", "2.0").put("type", "REQUEST");
    String resource = match.route().method() + match.route().path();
    event.put("routeArn", Arns.route(apiId, STAGE, resource));
    ArrayNode sources = event.putArray("identitySource");
    identity.forEach(sources::add);
    addCommon(event, call, match);
    addContext(event.putObject("requestContext"), call, match);
    return event;
  }

  private static void addCommon(ObjectNode event, HttpCall call, Routes.Match match) {
    event
        .put("routeKey", match.route().key())
        .put("rawPath", call.path())
        .put("rawQueryString", call.query());
    List<String> cookies = call.cookies();
    if (!cookies.isEmpty()) {
      ArrayNode list = event.putArray("cookies");
      cookies.forEach(list::add);
    }
    ObjectNode headers = event.putObject("headers");
    call.headers()
        .forEach(
            (name, value) -> {
              if (!name.equals("cookie")) {
                headers.put(name, value);
              }
            });
    putIfAny(event, "queryStringParameters", query(call.query()));
    putIfAny(event, "pathParameters", match.pathParameters());
  }

  private void addContext(ObjectNode context, HttpCall call, Routes.Match match) {
    context
        .put("accountId", Arns.ACCOUNT)
        .put("apiId", apiId)
        .put("domainName", apiId + ".execute-api." + Arns.REGION + ".amazonaws.com")
        .put("domainPrefix", apiId);
    context
        .putObject("http")
        .put("method", call.method())
        .put("path", call.path())
        .put("protocol", call.protocol())
        .put("sourceIp", call.sourceIp())
        .put("userAgent", call.header("user-agent").orElse(""));
    context
        .put("requestId", call.requestId())
        .put("routeKey", match.route().key())
        .put("stage", STAGE)
        .put("time", RequestTime.text(call.arrivedAtMs()))
        .put("timeEpoch", call.arrivedAtMs());
  }

  private static void putIfAny(ObjectNode event, String name, Map<String, String> values) {
    if (!values.isEmpty()) {
      ObjectNode node = event.putObject(name);
      values.forEach(node::put);
    }
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new LinkedHashMap<>();
    if (raw.isEmpty()) {
      return query;
    }
    for (String pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      query.merge(decode(name), decode(value), (a, b) -> a + "," + b);
    }
    return query;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // not an encoding: as it is
    }
  }
}
