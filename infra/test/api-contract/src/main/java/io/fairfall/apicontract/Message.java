package io.fairfall.apicontract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * One documented message.
 *
 * @param name as the document calls it, which is its {@code type} or {@code action}
 * @param schema what its text must be like, JSON Schema draft 7
 */
record Message(String name, JsonSchema schema, List<JsonNode> examples) {
  private static final String COMPONENTS = "components";

  /** Draft 7, and a place for what references lead to. */
  private static final JsonMetaSchema DIALECT =
      JsonMetaSchema.builder(JsonMetaSchema.getV7())
          .keyword(new NonValidationKeyword(COMPONENTS))
          .build();

  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7))
          .metaSchema(DIALECT)
          .build();
  private static final ObjectMapper JSON = new ObjectMapper();

  static Message of(String name, JsonNode message, Document document) {
    ObjectNode schema = JSON.createObjectNode();
    schema.put("$schema", DIALECT.getIri());
    schema.putArray("allOf").add(message.path("payload"));
    schema.set(COMPONENTS, document.root().path(COMPONENTS));
    List<JsonNode> examples =
        StreamSupport.stream(message.path("examples").spliterator(), false)
            .map(example -> example.path("payload"))
            .toList();
    return new Message(name, SCHEMAS.getSchema(schema), examples);
  }

  /** What is wrong with a message that should be this one, each as a sentence. */
  List<String> complaints(JsonNode message) {
    return schema.validate(message).stream().map(ValidationMessage::getMessage).toList();
  }
}
