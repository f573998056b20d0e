package io.fairfall.runner.gateway.socket;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairfall.runner.template.Arns;
import io.fairfall.runner.template.WebSocketApiSpec;
import io.fairfall.runner.wire.Ids;
import io.fairfall.runner.wire.JsonBytes;
import io.fairfall.runner.wire.RequestTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Events of the WebSocket API, member by member as API Gateway writes them. */
final class SocketEvents {
  private final String apiId;
  private final String stage;

  SocketEvents(WebSocketApiSpec api) {
    this.apiId = api.id().toLowerCase(Locale.ROOT);
    this.stage = api.stage();
  }

  /** What the authoriser receives. */
  ObjectNode authorization(ConnectCall call, Client client) {
    ObjectNode event = JsonBytes.object().put("type", "REQUEST").put("methodArn", connectArn());
    addHandshake(event, call);
    event.putObject("stageVariables");
    ObjectNode context = context(client, WebSocketApiSpec.CONNECT, "CONNECT", call.arrivedAtMs());
    context.remove("authorizer");
    event.set("requestContext", context);
    return event;
  }

  /** The resource that an authoriser's policy must allow. */
  String connectArn() {
    return Arns.route(apiId, stage, WebSocketApiSpec.CONNECT);
  }

  ObjectNode connect(ConnectCall call, Client client) {
    ObjectNode event = JsonBytes.object();
    addHandshake(event, call);
    event.set(
        "requestContext", context(client, WebSocketApiSpec.CONNECT, "CONNECT", call.arrivedAtMs()));
    return event.put("isBase64Encoded", false);
  }

  /**
   * @param arrivedAtMs when the whole message had been read
   */
  ObjectNode message(Client client, String route, String body, boolean isBase64, long arrivedAtMs) {
    ObjectNode event = JsonBytes.object();
    ObjectNode context = context(client, route, "MESSAGE", arrivedAtMs);
    event.set("requestContext", context.put("messageId", Ids.next()));
    return event.put("body", body).put("isBase64Encoded", isBase64);
  }

  ObjectNode disconnect(Client client, int status, String reason, long atMs) {
    ObjectNode event = JsonBytes.object();
    event.putObject("headers").put("Host", host());
    ObjectNode context = context(client, WebSocketApiSpec.DISCONNECT, "DISCONNECT", atMs);
    event.set(
        "requestContext",
        context.put("disconnectStatusCode", status).put("disconnectReason", reason));
    return event.put("isBase64Encoded", false);
  }

  private static void addHandshake(ObjectNode event, ConnectCall call) {
    addLastValues(event.putObject("headers"), call.headers());
    addAllValues(event.putObject("multiValueHeaders"), call.headers());
    if (!call.query().isEmpty()) {
      addLastValues(event.putObject("queryStringParameters"), call.query());
      addAllValues(event.putObject("multiValueQueryStringParameters"), call.query());
    }
  }

  private static void addLastValues(ObjectNode node, Map<String, List<String>> values) {
    values.forEach((name, all) -> node.put(name, all.getLast()));
  }

  private static void addAllValues(ObjectNode node, Map<String, List<String>> values) {
    values.forEach(
        (name, all) -> {
          ArrayNode list = node.putArray(name);
          all.forEach(list::add);
        });
  }

  private ObjectNode context(Client client, String route, String type, long atMs) {
    String requestId = Ids.next();
    ObjectNode context = JsonBytes.object();
    context
        .put("routeKey", route)
        .put("eventType", type)
        .put("extendedRequestId", requestId)
        .put("requestTime", RequestTime.text(atMs))
        .put("messageDirection", "IN")
        .put("stage", stage)
        .put("connectedAt", client.connectedAtMs())
        .put("requestTimeEpoch", atMs)
        .put("requestId", requestId)
        .put("domainName", host())
        .put("connectionId", client.connectionId())
        .put("apiId", apiId);
    context
        .putObject("identity")
        .put("userAgent", client.userAgent())
        .put("sourceIp", client.sourceIp());
    if (!client.authorizer().isEmpty()) {
      context.set("authorizer", client.authorizer());
    }
    return context;
  }

  private String host() {
    return apiId + ".execute-api." + Arns.REGION + ".amazonaws.com";
  }
}
