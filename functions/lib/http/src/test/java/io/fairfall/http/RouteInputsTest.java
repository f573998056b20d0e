package io.fairfall.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.Context;
import io.fairfall.json.JsonCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteInputsTest {
  private static final Context CONTEXT =
      (Context)
          Proxy.newProxyInstance(
              Context.class.getClassLoader(),
              new Class<?>[] {Context.class},
              (proxy, method, arguments) -> "");

  /** It answers whatever is let through with 200. */
  private static final class Lenient extends GatewayFunction {
    @Override
    protected Response respond(Request request) {
      return Response.ok(Map.of("taken", true));
    }

    @Override
    protected Map<String, RouteInputs> inputs() {
      return Map.of(
          "GET /list",
          RouteInputs.query("before", "limit").withHeaders("fairfall-fallback"),
          "POST /bet",
          RouteInputs.BODY.withHeaders("idempotency-key"),
          "$connect",
          RouteInputs.query("ticket"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /list | limit=1            | ''                          | ''",
        "GET /list | before=9           | Fairfall-Fallback           | ''",
        "GET /list | ''                 | Accept, X-Forwarded-For, DNT | ''",
        "GET /list | ''                 | ''                          | {}",
        "POST /bet | ''                 | IDEMPOTENCY-KEY             | {\"a\":1}",
        "POST /new | ''                 | ''                          | ' {} '"
      })
  void whatIsKnownPasses(String route, String query, String headers, String body)
      throws IOException {
    String answer = ask(route, query, headers, body);
    assertTrue(answer.contains("taken"), answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /list | Limit=1  | ''                | ''      | The query's Limit is not understood here. Known are: before, limit.",
        "GET /list | 'a b=1'  | ''                | ''      | The query's name is not understood here. Known are: before, limit.",
        "POST /bet | limit=1  | ''                | {}      | The query's limit is not understood here. This request takes none.",
        "POST /bet | ''       | Idempotency-Keys  | {}      | The header idempotency-keys is not understood here. Known are: idempotency-key.",
        "POST /bet | ''       | X-Idempotency-Key | {}      | The header x-idempotency-key is not understood here. Known are: idempotency-key.",
        "POST /bet | ''       | Cashout-Stamp     | {}      | The header cashout-stamp is not understood here. Known are: idempotency-key.",
        "GET /list | ''       | ''                | {\"a\":1} | This request has no body: what is in it is not understood.",
        "GET /new  | ''       | Fairfall-Fallback | ''      | The header fairfall-fallback is not understood here. This request takes none."
      })
  void whatElseIsSentIsRefusedByName(
      String route, String query, String headers, String body, String detail) throws IOException {
    String answer = ask(route, query, headers, body);
    assertTrue(answer.contains("\"statusCode\":400"), answer);
    assertTrue(answer.contains("VALIDATION"), answer);
    assertTrue(answer.contains(detail), answer);
  }

  @Test
  void aConnectionIsOpenedWithATicketOrWithNothing() throws IOException {
    assertTrue(connect(Map.of("ticket", "t")).contains("\"statusCode\":200"));
    assertTrue(connect(Map.of()).contains("\"statusCode\":200"));
    String refused = connect(Map.of("Ticket", "t"));
    assertTrue(refused.contains("\"statusCode\":400"), refused);
    assertTrue(refused.contains("The query's Ticket is not understood here."), refused);
  }

  /** A message has no query of its own: it is its function that reads it strictly. */
  @Test
  void messagesAreNotHeldAgainstRoutes() throws IOException {
    Map<String, Object> event =
        Map.of(
            "body", "{\"action\":\"bet\"}", "requestContext", socket("bet"), "headers", Map.of());
    assertTrue(ask(event).contains("taken"));
  }

  private static String connect(Map<String, String> query) throws IOException {
    return ask(Map.of("queryStringParameters", query, "requestContext", socket("$connect")));
  }

  private static Map<String, Object> socket(String route) {
    return Map.of("routeKey", route, "connectionId", "c", "requestTimeEpoch", 1);
  }

  private static String ask(String route, String query, String headers, String body)
      throws IOException {
    Map<String, Object> names = new HashMap<>();
    for (String name : headers.split(",", -1)) {
      names.put(name.strip(), "1");
    }
    String[] parameter = query.split("=", 2);
    return ask(
        Map.of(
            "routeKey",
            route,
            "headers",
            headers.isEmpty() ? Map.of() : names,
            "queryStringParameters",
            query.isEmpty() ? Map.of() : Map.of(parameter[0], parameter[1]),
            "body",
            body,
            "requestContext",
            Map.of("timeEpoch", 1)));
  }

  private static String ask(Map<String, Object> event) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] bytes = JsonCodec.write(event).getBytes(StandardCharsets.UTF_8);
    new Lenient().handleRequest(new ByteArrayInputStream(bytes), out, CONTEXT);
    String answer = out.toString(StandardCharsets.UTF_8);
    assertEquals('{', answer.charAt(0));
    return answer.replace("\\\"", "\"");
  }
}
