package io.fairfall.apicontract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.JsonSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The documented bodies of a request or of an answer.
 *
 * @param byMediaType empty where there is no body
 */
record ApiBodies(Map<String, JsonSchema> byMediaType) {
  private static final String JSON = "json";

  /** Those of a {@code requestBody} or of a response. */
  static ApiBodies of(JsonNode described, ApiSchemas schemas) {
    Map<String, JsonSchema> bodies = new LinkedHashMap<>();
    described
        .path("content")
        .fields()
        .forEachRemaining(
            content -> bodies.put(content.getKey(), schemas.of(content.getValue().path("schema"))));
    return new ApiBodies(bodies);
  }

  /** What is wrong with a body that was sent, each as a sentence. */
  List<String> complaints(String mediaType, String body) {
    if (byMediaType.isEmpty()) {
      return body.isEmpty() ? List.of() : List.of("a body that is not documented");
    }
    JsonSchema schema = byMediaType.get(mediaType);
    if (schema == null) {
      return List.of("\"" + mediaType + "\" is none of " + new TreeSet<>(byMediaType.keySet()));
    }
    Optional<JsonNode> value =
        mediaType.endsWith(JSON)
            ? Document.json(body)
            : Optional.of(JsonNodeFactory.instance.textNode(body));
    return value
        .map(read -> ApiSchemas.complaints(schema, read))
        .orElseGet(() -> List.of("a body that is no JSON"));
  }
}
