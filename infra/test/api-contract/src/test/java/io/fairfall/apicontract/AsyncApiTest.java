package io.fairfall.apicontract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The document itself: it is AsyncAPI 3.0, it is whole, and it leaves nothing open. */
@Tag("other-tools")
class AsyncApiTest {
  private static final String SPECIFICATION = "schemas/3.0.0-without-$id.json";

  private final Document document = Document.named("asyncapi.yaml");

  @Test
  void itIsAnAsyncApiDocument() throws Exception {
    assertEquals(Set.of(), findings(document.root()));
  }

  @Test
  void aMistakeWouldBeFound() throws Exception {
    JsonNode mistaken = document.root().deepCopy();
    ((com.fasterxml.jackson.databind.node.ObjectNode) mistaken.at("/operations/greet"))
        .put("action", "shout");
    assertFalse(findings(mistaken).isEmpty());
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    List<String> references = new ArrayList<>();
    collect(document.root(), "$ref", references);
    assertFalse(references.isEmpty());
    references.forEach(document::at);
  }

  @Test
  void nothingIsDocumentedThatNobodySends() {
    Set<String> used = new HashSet<>();
    List<String> references = new ArrayList<>();
    collect(document.root().path("operations"), "$ref", references);
    references.forEach(reference -> used.add(name(reference)));
    document
        .root()
        .at("/channels/socket/messages")
        .fieldNames()
        .forEachRemaining(name -> assertTrue(used.contains(name), name));
    references.clear();
    collect(document.root(), "$ref", references);
    document
        .root()
        .at("/components/schemas")
        .fieldNames()
        .forEachRemaining(
            name -> assertTrue(references.contains("#/components/schemas/" + name), name));
  }

  @Test
  void everyObjectIsClosed() {
    List<JsonNode> objects = new ArrayList<>();
    typed(document.root().path("components"), "object", objects);
    assertTrue(objects.size() > 20, objects.size() + " objects");
    for (JsonNode object : objects) {
      assertEquals("false", object.path("additionalProperties").asText(), object.toString());
    }
  }

  private static Set<ValidationMessage> findings(JsonNode document) throws Exception {
    JsonSchema specification =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
            .getSchema(
                Files.readString(NpmPackages.folder("@asyncapi/specs").resolve(SPECIFICATION)));
    return specification.validate(document);
  }

  private static void collect(JsonNode node, String member, List<String> found) {
    if (node.path(member).isTextual()) {
      found.add(node.path(member).asText());
    }
    node.forEach(child -> collect(child, member, found));
  }

  private static void typed(JsonNode node, String type, List<JsonNode> found) {
    if (node.path("type").asText().equals(type) && node.has("properties")) {
      found.add(node);
    }
    node.forEach(child -> typed(child, type, found));
  }

  private static String name(String reference) {
    return reference.substring(reference.lastIndexOf('/') + 1);
  }
}
