package io.fairfall.apicontract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairfall.apicontract.OpenApiDocument.Example;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What passes for a documented answer and a documented request, and what does not. */
class HttpContractTest {
  private static final Set<String> ANY_VALUE = Set.of("callDevelopmentChain");
  private static final String BET = "{\"roundId\":\"118\",\"seat\":1,\"stake\":\"1\"}";
  private static final String PLACED =
      """
      {"betId": "18", "roundId": "118", "seat": 1, "stake": "1",
      "account": {"available": "0", "locked": "1", "version": 18}}\
      """;
  private static final Map<String, String> SIGNED_IN = Map.of("authorization", "Bearer x");
  private static final Map<String, String> KEYED =
      Map.of("authorization", "Bearer x", "idempotency-key", "17.k3YtQ0pZ");

  private final OpenApiDocument openApi = OpenApiDocument.ofThisCheckout();
  private final HttpContract contract = HttpContract.ofThisCheckout();

  @Test
  void everyExampleIsGood() {
    for (Example answer : openApi.answers()) {
      assertEquals(List.of(), complaints(answer, answer.value()), answer.toString());
    }
    for (Example request : openApi.requests()) {
      assertEquals(List.of(), complaintsOfRequest(request, request.value()), request.toString());
    }
  }

  @Test
  void oneMoreMemberAnywhereIsALeak() {
    int leaks = 0;
    for (Example answer : openApi.answers()) {
      for (int i = 0; i < OpenApiDocument.objects(answer.value()).size(); i++) {
        JsonNode leaking = answer.value().deepCopy();
        OpenApiDocument.objects(leaking).get(i).put("seed", "a secret");
        assertFalse(complaints(answer, leaking).isEmpty(), leaking::toString);
        leaks++;
      }
    }
    assertTrue(leaks > 500, leaks + " leaks");
  }

  @Test
  void aMemberOfAnotherTypeIsFoundInAnswersAndRequests() {
    for (Example answer : openApi.answers()) {
      for (String name : OpenApiDocument.members(answer.value()).keySet()) {
        if (!ANY_VALUE.contains(answer.of().id())) {
          assertFalse(
              complaints(answer, spoilt(answer.value(), name)).isEmpty(),
              answer.of().id() + " " + name);
        }
      }
    }
    for (Example request : openApi.requests()) {
      for (String name : OpenApiDocument.members(request.value()).keySet()) {
        assertFalse(
            complaintsOfRequest(request, spoilt(request.value(), name)).isEmpty(),
            request.of().id() + " " + name);
      }
    }
  }

  @Test
  void anUnknownMemberOfARequestThatWasTakenIsFound() {
    for (Example request : openApi.requests()) {
      for (int i = 0; i < OpenApiDocument.objects(request.value()).size(); i++) {
        JsonNode more = request.value().deepCopy();
        OpenApiDocument.objects(more).get(i).put("player", "somebody else");
        assertFalse(complaintsOfRequest(request, more).isEmpty(), more::toString);
      }
    }
    assertEquals(List.of(), bet(BET, KEYED, 201, PLACED));
    assertFalse(bet(BET.replace("{", "{\"key\":\"1.abcdefgh\","), KEYED, 201, PLACED).isEmpty());
  }

  @Test
  void aStatusATypeOrACodeThatTheOperationDoesNotHaveIsFound() {
    assertFalse(bet(BET, KEYED, 200, PLACED).isEmpty(), "201 is documented");
    assertFalse(bet(BET, KEYED, 418, PLACED).isEmpty());
    assertFalse(
        contract
            .complaints(exchange("POST", "/v1/bets", KEYED, BET, 201, "text/html", "<html>"))
            .isEmpty());
    for (String code : List.of("ROUND_CLOSED", "NOT_FLYING", "ODD")) {
      ObjectNode problem =
          (ObjectNode) openApi.document().root().at("/components/examples/ROUND_CLOSED/value");
      String body = problem.deepCopy().put("code", code).toString();
      List<String> complaints =
          contract.complaints(
              exchange("POST", "/v1/bets", KEYED, BET, 409, "application/problem+json", body));
      assertEquals(code.equals("ROUND_CLOSED"), complaints.isEmpty(), complaints.toString());
    }
  }

  @Test
  void aCrashBeforeTheCrashIsFound() {
    for (String phase : List.of("crashed", "flying")) {
      String round =
          """
          {"roundId": "1", "position": 2, "phase": "%s", "serverTime": 1, "paused": false,
          "crash": 250}\
          """
              .formatted(phase);
      List<String> complaints =
          contract.complaints(answer("GET", "/v1/rounds/current", Map.of(), 200, round));
      assertEquals(phase.equals("crashed"), complaints.isEmpty(), complaints.toString());
    }
  }

  @Test
  void aRouteThatIsNotDocumentedIsFoundUnlessThereIsNone() {
    String nothing = "{\"message\":\"Not Found\"}";
    assertEquals(
        List.of(), contract.complaints(answer("DELETE", "/v1/bets", SIGNED_IN, 404, nothing)));
    assertFalse(
        contract.complaints(answer("DELETE", "/v1/bets", SIGNED_IN, 200, PLACED)).isEmpty());
    assertFalse(contract.complaints(answer("GET", "/v1/secrets", Map.of(), 200, "{}")).isEmpty());
    assertEquals(List.of(), contract.complaints(answer("GET", "/index.html", Map.of(), 200, "x")));
  }

  @Test
  void aParameterThatIsMissingUnknownOrOutOfBoundsIsFoundWhereItWasTaken() {
    String entries = "{\"entries\":[]}";
    for (String query : List.of("", "?limit=100", "?before=17&limit=1")) {
      assertEquals(List.of(), entries(query, entries), query);
    }
    for (String query : List.of("?limit=101", "?limit=0", "?limit=x", "?limit=", "?player=1")) {
      assertFalse(entries(query, entries).isEmpty(), query);
    }
    assertFalse(bet(BET, SIGNED_IN, 201, PLACED).isEmpty(), "there is no key");
    Map<String, String> malformed = new HashMap<>(KEYED);
    malformed.put("idempotency-attempt", "0");
    assertFalse(bet(BET, malformed, 201, PLACED).isEmpty());
    assertFalse(
        contract.complaints(answer("GET", "/v1/account/entries", Map.of(), 200, entries)).isEmpty(),
        "there is no session");
    String round = "{\"roundId\":\"1\"}";
    assertFalse(
        contract.complaints(answer("GET", "/v1/rounds/01", Map.of(), 200, round)).stream()
            .filter(complaint -> complaint.contains("path roundId"))
            .toList()
            .isEmpty());
  }

  @Test
  void whatIsWrittenOutComesBeforeAParameter() {
    assertEquals(
        "getCurrentRound",
        contract.operationId(answer("GET", "/v1/rounds/current", Map.of(), 200, "")).orElseThrow());
    assertEquals(
        "getRound",
        contract.operationId(answer("GET", "/v1/rounds/118?x=1", Map.of(), 200, "")).orElseThrow());
  }

  private List<String> entries(String query, String body) {
    return contract.complaints(answer("GET", "/v1/account/entries" + query, SIGNED_IN, 200, body));
  }

  private List<String> bet(String request, Map<String, String> headers, int status, String answer) {
    return contract.complaints(
        exchange("POST", "/v1/bets", headers, request, status, "application/json", answer));
  }

  private List<String> complaints(Example example, JsonNode value) {
    String body = value.isTextual() ? value.asText() : value.toString();
    ApiOperation operation = operation(example);
    return operation.complaintsOfAnswer(
        exchange(
            operation.method(), "", Map.of(), "", example.status(), example.mediaType(), body));
  }

  private List<String> complaintsOfRequest(Example example, JsonNode value) {
    return operation(example).request().complaints(example.mediaType(), value.toString());
  }

  private ApiOperation operation(Example example) {
    return contract.operations().stream()
        .filter(it -> it.id().equals(example.of().id()))
        .filter(it -> it.method().equals(example.of().method().toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow();
  }

  /** An empty list may be right where there is one. */
  private static JsonNode spoilt(JsonNode value, String name) {
    ObjectNode other = value.deepCopy();
    other.set(name, value.get(name).isArray() ? other.objectNode() : other.arrayNode());
    return other;
  }

  private static ApiExchange answer(
      String method, String path, Map<String, String> headers, int status, String body) {
    return exchange(method, path, headers, "", status, "application/json", body);
  }

  private static ApiExchange exchange(
      String method,
      String path,
      Map<String, String> headers,
      String request,
      int status,
      String type,
      String body) {
    return new ApiExchange(method, path, headers, request, status, type, body);
  }
}
