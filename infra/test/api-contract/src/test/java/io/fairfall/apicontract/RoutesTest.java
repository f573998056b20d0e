package io.fairfall.apicontract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Every route is documented, deployed and handled, or none of it: template.yaml, the handlers'
 * sources and docs/reference/openapi.yaml agree. What differs is planted here, one thing at a time.
 */
class RoutesTest {
  private static final String RUNNER = "io.fairfall.runner.gateway.page.DevelopmentHandler";
  private static final String PLAY = "io.fairfall.crashapi.CrashApiHandler";

  private final OpenApiDocument openApi = OpenApiDocument.ofThisCheckout();
  private final JsonNode template = Document.template();

  @Test
  void documentTemplateAndHandlersAgree() {
    assertEquals(List.of(), differences(openApi, template));
    assertTrue(TemplateRoutes.of(template).routes().size() > 35);
  }

  @Test
  void aRouteOnlyInTheTemplateIsFound() {
    ObjectNode planted = template.deepCopy();
    ((ObjectNode) planted.at("/Resources/PlayFunction/Properties/Events"))
        .putObject("Planted")
        .put("Type", "HttpApi")
        .putObject("Properties")
        .put("Method", "GET")
        .put("Path", "/v1/planted");
    assertEquals(
        List.of(
            "GET /v1/planted is deployed and not documented",
            "GET /v1/planted is deployed, and no case of " + PLAY),
        differences(openApi, planted));
  }

  @Test
  void aRouteOnlyInTheDocumentIsFound() {
    OpenApiDocument planted = openApi.copy();
    planted
        .object("/paths")
        .putObject("/v1/planted")
        .putObject("get")
        .put("operationId", "planted");
    assertEquals(
        List.of("GET /v1/planted is documented and not deployed"), differences(planted, template));
  }

  @Test
  void aRouteOnlyInAHandlerIsFound() {
    assertEquals(
        List.of("GET /v1/planted is a case of " + PLAY + ", and not deployed"),
        differences(
            openApi,
            template,
            text ->
                text.replace(
                    "case \"GET /v1/account\"", "case \"GET /v1/planted\", \"GET /v1/account\"")));
    assertEquals(
        List.of("GET /v1/account is deployed, and no case of " + PLAY),
        differences(
            openApi,
            template,
            text -> text.replace("case \"GET /v1/account\"", "case \"account\"")));
  }

  @Test
  void aSessionThatIsNeededOnOneSideOnlyIsFound() {
    OpenApiDocument planted = openApi.copy();
    planted.object("/paths/~1v1~1account/get").putArray("security");
    assertEquals(
        List.of("GET /v1/account is public on one side, and needs a session on the other"),
        differences(planted, template));
  }

  @Test
  void aRouteForOneMachineThatIsNotDocumentedAsSuchIsFound() {
    OpenApiDocument planted = openApi.copy();
    planted.object("/paths/~1v1~1faucet/post").remove("x-local-only");
    planted.object("/paths/~1dev~1status/get").remove("x-local-only");
    assertEquals(
        List.of(
            "POST /v1/faucet is for one machine only on one side, and not on the other",
            "GET /dev/status is for one machine only, and not documented as such"),
        differences(planted, template));
  }

  @Test
  void headersAndLimitsThatTheGatewayDoesNotHaveAreFound() {
    ObjectNode planted = template.deepCopy();
    ObjectNode api = (ObjectNode) planted.at("/Resources/HttpApi/Properties");
    ((ArrayNode) api.at("/CorsConfiguration/AllowHeaders")).add("x-planted");
    ((ObjectNode) api.path("DefaultRouteSettings")).put("ThrottlingRateLimit", 7);
    List<String> found = differences(openApi, planted);
    assertEquals(2, found.size(), found.toString());
    assertTrue(found.getFirst().contains("x-planted"), found.toString());
  }

  private static List<String> differences(OpenApiDocument document, JsonNode template) {
    return differences(document, template, text -> text);
  }

  /**
   * @param spoil changes the source of play
   */
  private static List<String> differences(
      OpenApiDocument document, JsonNode template, UnaryOperator<String> spoil) {
    Set<String> runner = new TreeSet<>(JavaSource.ofClass(RUNNER).routes());
    return new RouteComparison(
            document,
            TemplateRoutes.of(template),
            handler ->
                handler.equals(PLAY)
                    ? JavaSource.of(spoil.apply(JavaSource.textOf(handler)))
                    : JavaSource.ofClass(handler),
            runner)
        .differences();
  }
}
