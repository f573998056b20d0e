package io.fairfall.apicontract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every problem code is documented with its status and its title, and no other. */
class ProblemCodesTest {

  private final OpenApiDocument openApi = OpenApiDocument.ofThisCheckout();
  private final String source = JavaSource.textOf("io.fairfall.http.CommonCode");
  private final String gameSource = JavaSource.textOf("io.fairfall.crashapi.GameCode");

  @Test
  void codeAndDocumentAgree() {
    assertEquals(List.of(), differences(openApi, source, gameSource));
    assertTrue(JavaSource.of(source).constants().size() > 15);
  }

  @Test
  void theSocketsHaveTheSameCodes() {
    assertEquals(
        OpenApiDocument.texts(openApi.schemas().at("/ProblemCode/enum")),
        OpenApiDocument.texts(
            Document.named("asyncapi.yaml").root().at("/components/schemas/problemCode/enum")));
  }

  @Test
  void aCodeOnlyInTheEnumIsFound() {
    String planted =
        source.replace("  VALIDATION(400,", "  PLANTED(400, \"Planted\"),\n  VALIDATION(400,");
    assertEquals(List.of("PLANTED is not documented"), differences(openApi, planted, gameSource));
  }

  @Test
  void aCodeOnlyInTheDocumentIsFound() {
    OpenApiDocument planted = openApi.copy();
    ((ArrayNode) planted.schemas().at("/ProblemCode/enum")).add("PLANTED");
    assertEquals(
        List.of("PLANTED is documented, and no code"), differences(planted, source, gameSource));
  }

  @Test
  void anotherStatusOrTitleIsFound() {
    String planted = gameSource.replace("SEAT_TAKEN(409,", "SEAT_TAKEN(410,");
    assertEquals(1, differences(openApi, source, planted).size());
    OpenApiDocument retitled = openApi.copy();
    retitled.object("/components/examples/SEAT_TAKEN/value").put("title", "Taken");
    assertEquals(1, differences(retitled, source, gameSource).size());
  }

  private static List<String> differences(
      OpenApiDocument document, String source, String gameSource) {
    List<String> differences = new ArrayList<>();
    Set<String> documented =
        new TreeSet<>(OpenApiDocument.texts(document.schemas().at("/ProblemCode/enum")));
    Map<String, List<String>> codes = new LinkedHashMap<>(JavaSource.of(source).constants());
    codes.putAll(JavaSource.of(gameSource).constants());
    for (Map.Entry<String, List<String>> code : codes.entrySet()) {
      String name = code.getKey();
      if (!documented.remove(name)) {
        differences.add(name + " is not documented");
        continue;
      }
      JsonNode example = document.document().root().at("/components/examples/" + name + "/value");
      String type = "urn:fairfall:problem:" + name.toLowerCase(Locale.ROOT).replace('_', '-');
      List<String> shown =
          List.of(
              example.path("code").asText(),
              example.path("type").asText(),
              example.path("status").asText(),
              example.path("title").asText());
      List<String> meant = List.of(name, type, code.getValue().get(0), code.getValue().get(1));
      if (!shown.equals(meant)) {
        differences.add(name + " is " + meant + ", and shown as " + shown);
      }
    }
    documented.forEach(name -> differences.add(name + " is documented, and no code"));
    return differences;
  }
}
