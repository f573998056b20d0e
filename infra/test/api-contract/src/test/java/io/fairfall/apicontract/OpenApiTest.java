package io.fairfall.apicontract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairfall.apicontract.OpenApiDocument.Example;
import io.fairfall.apicontract.OpenApiDocument.Written;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The document itself: it is whole, it leaves nothing open, and a client can be made from it. */
class OpenApiTest {
  private static final String PROBLEM = "application/problem+json";
  private static final Set<String> EVERY_ROUTE = Set.of("413", "429", "500", "503");
  private static final Set<String> WITH_A_SESSION = Set.of("401", "403");
  private static final Pattern CAMEL = Pattern.compile("[a-z][a-zA-Z]+");
  private static final Pattern PASCAL = Pattern.compile("[A-Z][a-zA-Z]+");

  private final OpenApiDocument openApi = OpenApiDocument.ofThisCheckout();
  private final Document document = openApi.document();

  @Test
  void itIsOpenApiThreeDotOne() {
    assertTrue(document.root().path("openapi").asText().startsWith("3.1."));
  }

  @Test
  void everyReferenceLeadsSomewhereAndEveryComponentIsReferredTo() {
    Set<String> references = new HashSet<>();
    OpenApiDocument.all(document.root(), "$ref").forEach(it -> references.add(it.asText()));
    assertTrue(references.size() > 100, references.size() + " references");
    references.forEach(document::at);
    for (String kind : List.of("schemas", "responses", "parameters", "headers", "examples")) {
      for (String name :
          OpenApiDocument.members(document.root().at("/components/" + kind)).keySet()) {
        assertTrue(references.contains("#/components/" + kind + "/" + name), kind + " " + name);
      }
    }
  }

  @Test
  void everyOperationIsNamedAndExplained() {
    Set<String> ids = new HashSet<>();
    Set<String> tags = new HashSet<>();
    document.root().path("tags").forEach(tag -> tags.add(tag.path("name").asText()));
    for (Written of : openApi.operations()) {
      String id = of.id();
      assertTrue(CAMEL.matcher(id).matches() && ids.add(id), of.path() + ": " + id);
      assertFalse(of.operation().path("summary").asText().isBlank(), id);
      assertTrue(of.operation().path("description").asText().length() > 20, id);
      assertEquals(1, of.operation().path("tags").size(), id);
      assertTrue(tags.contains(of.operation().path("tags").path(0).asText()), id);
    }
    assertTrue(ids.size() > 35, ids.size() + " operations");
    OpenApiDocument.members(openApi.schemas())
        .keySet()
        .forEach(name -> assertTrue(PASCAL.matcher(name).matches(), name));
  }

  @Test
  void everyOperationTellsHowItCanFail() {
    for (Written of : openApi.operations()) {
      Set<String> statuses = OpenApiDocument.members(of.operation().path("responses")).keySet();
      if (of.path().startsWith("/dev/")) {
        continue;
      }
      assertTrue(statuses.containsAll(EVERY_ROUTE), of.id() + " " + statuses);
      boolean isPublic = of.operation().path("security").isArray();
      assertTrue(isPublic || statuses.containsAll(WITH_A_SESSION), of.id() + " " + statuses);
      boolean canBeInvalid =
          of.operation().has("requestBody")
              || OpenApiDocument.all(of.operation(), "in").stream()
                  .anyMatch(in -> in.asText().equals("query"));
      assertTrue(!canBeInvalid || statuses.contains("400"), of.id() + " " + statuses);
    }
  }

  @Test
  void everyObjectIsClosedAndHasWhatItRequires() {
    int closed = 0;
    for (ObjectNode schema : OpenApiDocument.objects(document.root().path("components"))) {
      if (!schema.path("type").asText().equals("object") || !schema.has("properties")) {
        continue;
      }
      closed++;
      assertEquals("false", schema.path("additionalProperties").asText(), schema.toString());
      Set<String> properties = OpenApiDocument.members(schema.path("properties")).keySet();
      assertTrue(
          properties.containsAll(OpenApiDocument.texts(schema.path("required"))),
          schema.toString());
    }
    assertTrue(closed > 60, closed + " objects");
  }

  @Test
  void everyParameterHasABound() {
    int bounded = 0;
    for (Written of : openApi.operations()) {
      for (JsonNode list :
          List.of(of.item().path("parameters"), of.operation().path("parameters"))) {
        for (JsonNode one : list) {
          JsonNode parameter = document.follow(one);
          JsonNode schema = document.follow(parameter.path("schema"));
          String name = of.id() + " " + parameter.path("name").asText();
          assertFalse(parameter.path("description").asText().isBlank(), name);
          boolean isBounded =
              schema.path("type").asText().equals("integer")
                  ? schema.has("minimum") && schema.has("maximum")
                  : schema.has("pattern") || schema.has("enum") || schema.has("const");
          assertTrue(isBounded, name);
          bounded++;
        }
      }
    }
    assertTrue(bounded > 30, bounded + " parameters");
  }

  /** What the house takes with a key is asked for with one. */
  @Test
  void operationsOnMoneyHaveIdempotencyHeaders() {
    Set<String> keyed =
        openApi.operations().stream()
            .filter(of -> headers(of).contains("Idempotency-Key"))
            .map(Written::id)
            .collect(Collectors.toSet());
    assertEquals(Set.of("placeBet", "changeProtection", "takePlayEther", "withdraw"), keyed);
    assertTrue(headers(openApi.operation("placeBet")).contains("Idempotency-Attempt"));
    assertEquals(Set.of("Cashout-Stamp"), headers(openApi.operation("cashOut")));
  }

  @Test
  void everyBodyHasAnExample() {
    for (Written of : openApi.operations()) {
      OpenApiDocument.all(of.operation(), "content")
          .forEach(
              content ->
                  content.forEach(body -> assertFalse(body.path("examples").isEmpty(), of.id())));
    }
    document
        .root()
        .at("/components/responses")
        .forEach(
            response ->
                response
                    .path("content")
                    .forEach(
                        body -> assertFalse(body.path("examples").isEmpty(), body.toString())));
  }

  /** A problem's examples are named by their codes, so that whoever reads sees all of them. */
  @Test
  void problemsShowAnExampleOfEachOfTheirCodes() {
    Set<String> used = new TreeSet<>();
    for (ObjectNode content : OpenApiDocument.objects(document.root())) {
      if (!content.has(PROBLEM)) {
        continue;
      }
      JsonNode body = content.path(PROBLEM);
      Set<String> codes = OpenApiDocument.texts(body.at("/schema/allOf/1/properties/code/enum"));
      assertFalse(codes.isEmpty(), body.toString());
      assertEquals(codes, new TreeSet<>(OpenApiDocument.members(body.path("examples")).keySet()));
      used.addAll(codes);
    }
    JsonNode code = openApi.schemas().path("ProblemCode");
    assertEquals(OpenApiDocument.texts(code.path("enum")), used);
    used.forEach(
        one -> assertTrue(code.path("description").asText().contains("- `" + one + "` ("), one));
  }

  @Test
  void aProblemStandsUnderItsStatus() {
    for (Example answer : openApi.answers()) {
      if (answer.mediaType().equals(PROBLEM)) {
        assertEquals(answer.status(), answer.value().path("status").asInt(), answer.toString());
      }
    }
  }

  /** What both documents name says the same in both. */
  @Test
  void whatTheSocketsDocumentTooIsTheSameThere() {
    Map<String, JsonNode> overSockets =
        OpenApiDocument.members(Document.named("asyncapi.yaml").root().at("/components/schemas"));
    int shared = 0;
    for (Map.Entry<String, JsonNode> schema :
        OpenApiDocument.members(openApi.schemas()).entrySet()) {
      String name = schema.getKey();
      JsonNode other = overSockets.get(Character.toLowerCase(name.charAt(0)) + name.substring(1));
      if (other != null && !name.equals("Problem")) {
        assertEquals(SharedForm.of(other), SharedForm.of(schema.getValue()), name);
        shared++;
      }
    }
    assertTrue(shared > 20, shared + " schemas");
  }

  private Set<String> headers(Written of) {
    Set<String> names = new TreeSet<>();
    for (JsonNode one : of.operation().path("parameters")) {
      JsonNode parameter = document.follow(one);
      if (parameter.path("in").asText().equals("header")) {
        names.add(parameter.path("name").asText());
      }
    }
    return names;
  }
}
