package io.fairfall.runner.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fairfall.runner.SampleSystem;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  @TempDir static Path folder;
  private static SampleSystem system;

  @BeforeAll
  static void start() throws IOException {
    system = new SampleSystem(folder);
  }

  @AfterAll
  static void stop() {
    system.close();
    CLIENT.close();
  }

  @Test
  void anEventIsWhatLambdasOwnTypesRead() throws Exception {
    long before = System.currentTimeMillis();
    HttpResponse<String> response =
        send(
            request("/v1/open/a%20b?x=1&x=2&y=%C3%A9")
                .header("Cookie", "c=1; d=2")
                .header("X-Mixed-Case", "v")
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"a\":\"é\"}")));
    assertEquals(201, response.statusCode());
    APIGatewayV2HTTPEvent event = event(response.body());
    assertEquals("2.0", event.getVersion());
    assertEquals("POST /v1/open/{name}", event.getRouteKey());
    assertEquals("/v1/open/a b", event.getRawPath());
    assertEquals("x=1&x=2&y=%C3%A9", event.getRawQueryString());
    assertEquals(Map.of("x", "1,2", "y", "é"), event.getQueryStringParameters());
    assertEquals(Map.of("name", "a b"), event.getPathParameters());
    assertEquals(List.of("c=1", "d=2"), event.getCookies());
    assertEquals("v", event.getHeaders().get("x-mixed-case"));
    assertEquals("{\"a\":\"é\"}", event.getBody());
    APIGatewayV2HTTPEvent.RequestContext context = event.getRequestContext();
    assertEquals("$default", context.getStage());
    assertEquals("POST", context.getHttp().getMethod());
    assertEquals("127.0.0.1", context.getHttp().getSourceIp());
    assertEquals("HTTP/1.1", context.getHttp().getProtocol());
    assertTrue(context.getTimeEpoch() >= before && !event.getIsBase64Encoded());
  }

  @Test
  void nothingInAnEventIsUnknownToLambdasOwnTypes() throws Exception {
    String sent =
        send(request("/v1/open/x?q=1")
                .header("Cookie", "c=1")
                .POST(HttpRequest.BodyPublishers.ofString("raw")))
            .body();
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    serializer().toJson(serializer().fromJson(sent), out);
    JsonNode known = JSON.readTree(out.toByteArray());
    assertKnown("", JSON.readTree(sent), known);
  }

  @Test
  void aBodyThatIsNoTextIsBase64() throws Exception {
    HttpResponse<String> response =
        send(
            request("/v1/open/x")
                .header("content-type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {1, 2, 3})));
    assertEquals("AQID", event(response.body()).getBody());
    assertTrue(event(response.body()).getIsBase64Encoded());
  }

  @Test
  void anAnswerKeepsStatusHeadersAndCookies() throws Exception {
    HttpResponse<String> response = send(request("/v1/open/best").GET());
    assertEquals(201, response.statusCode());
    assertEquals(Optional.of("hello"), response.headers().firstValue("x-greeting"));
    assertEquals(List.of("a=1", "b=2"), response.headers().allValues("set-cookie"));
  }

  @Test
  void theMostSpecificRouteWins() throws Exception {
    assertEquals(
        "GET /v1/open/best", event(send(request("/v1/open/best").GET()).body()).getRouteKey());
    APIGatewayV2HTTPEvent rest = event(send(request("/v1/rest/a/b").DELETE()).body());
    assertEquals("ANY /v1/rest/{proxy+}", rest.getRouteKey());
    assertEquals(Map.of("proxy", "a/b"), rest.getPathParameters());
  }

  @Test
  void anUnknownRouteIsNotFound() throws Exception {
    HttpResponse<String> response = send(request("/v1/nowhere").GET());
    assertEquals(404, response.statusCode());
    assertEquals("{\"message\":\"Not Found\"}", response.body());
    assertEquals(404, send(request("/v1/open/best").DELETE()).statusCode());
  }

  @Test
  void aFailedFunctionIsAnInternalServerError() throws Exception {
    HttpResponse<String> response = send(request("/v1/rest/please-fail").GET());
    assertEquals(500, response.statusCode());
    assertEquals("{\"message\":\"Internal Server Error\"}", response.body());
  }

  @Test
  void withoutTheIdentityHeaderTheAuthorizerIsNotAsked() throws Exception {
    HttpResponse<String> response = send(request("/v1/kept").GET());
    assertEquals(401, response.statusCode());
    assertEquals("{\"message\":\"Unauthorized\"}", response.body());
  }

  @Test
  void aRefusalIsForbidden() throws Exception {
    HttpResponse<String> response = send(request("/v1/kept").header("Authorization", "no").GET());
    assertEquals(403, response.statusCode());
    assertEquals("{\"message\":\"Forbidden\"}", response.body());
  }

  @Test
  void anAuthorizersAnswerReachesTheFunctionAndIsRemembered() throws Exception {
    int first = asked("let-me-in");
    assertEquals(first, asked("let-me-in"));
    assertNotEquals(first, asked("let-me-in too"));
  }

  @Test
  void onlyTheNamedOriginMayCall() throws Exception {
    HttpResponse<String> preflight =
        send(
            request("/v1/open/best")
                .header("Origin", "http://page.example")
                .header("Access-Control-Request-Method", "GET")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
    assertEquals(204, preflight.statusCode());
    assertEquals(
        Optional.of("GET,POST"), preflight.headers().firstValue("access-control-allow-methods"));
    assertEquals(Optional.of("http://page.example"), allowedOrigin("http://page.example"));
    assertEquals(Optional.empty(), allowedOrigin("http://other.example"));
    assertEquals(Optional.of("etag"), corsHeader("expose-headers", "http://page.example"));
    assertEquals(Optional.empty(), corsHeader("expose-headers", "http://other.example"));
  }

  @Test
  void aBodyOverTenMegabytesIsTooLarge() throws Exception {
    byte[] body = new byte[(10 << 20) + 1];
    HttpResponse<String> response =
        send(request("/v1/open/x").POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    assertEquals(413, response.statusCode());
  }

  private static Optional<String> allowedOrigin(String origin) throws Exception {
    return corsHeader("allow-origin", origin);
  }

  private static Optional<String> corsHeader(String name, String origin) throws Exception {
    return send(request("/v1/open/best").header("Origin", origin).GET())
        .headers()
        .firstValue("access-control-" + name);
  }

  private static int asked(String authorization) throws Exception {
    HttpResponse<String> response =
        send(request("/v1/kept").header("Authorization", authorization).GET());
    assertEquals(201, response.statusCode());
    JsonNode lambda = JSON.readTree(response.body()).at("/requestContext/authorizer/lambda");
    assertEquals("0xabc", lambda.path("player").asText());
    return lambda.path("asked").asInt();
  }

  private static void assertKnown(String path, JsonNode sent, JsonNode known) {
    sent.fields()
        .forEachRemaining(
            field -> {
              String name = path + "/" + field.getKey();
              assertTrue(known.has(field.getKey()), name + " is unknown to Lambda's types");
              assertKnown(name, field.getValue(), known.path(field.getKey()));
            });
  }

  private static APIGatewayV2HTTPEvent event(String json) {
    return serializer().fromJson(json);
  }

  private static PojoSerializer<APIGatewayV2HTTPEvent> serializer() {
    return LambdaEventSerializers.serializerFor(
        APIGatewayV2HTTPEvent.class, HttpApiTest.class.getClassLoader());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(system.http(path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
