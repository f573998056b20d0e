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
import java.util.IdentityHashMap;
import java.util.List;

/** The schemas of an OpenAPI 3.1 document: JSON Schema 2020-12. */
final class ApiSchemas {
  private static final String COMPONENTS = "components";
  private static final String SCHEMAS = "schemas";

  /** 2020-12, and a place for what references lead to. */
  private static final JsonMetaSchema DIALECT =
      JsonMetaSchema.builder(JsonMetaSchema.getV202012())
          .keyword(new NonValidationKeyword(COMPONENTS))
          .build();

  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012))
          .metaSchema(DIALECT)
          .build();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode components = JSON.createObjectNode();
  private final IdentityHashMap<JsonNode, JsonSchema> compiled = new IdentityHashMap<>();

  ApiSchemas(Document document) {
    components.set(SCHEMAS, document.root().path(COMPONENTS).path(SCHEMAS));
  }

  /** A schema of the document, ready to be asked. */
  synchronized JsonSchema of(JsonNode schema) {
    return compiled.computeIfAbsent(schema, this::compile);
  }

  private JsonSchema compile(JsonNode schema) {
    ObjectNode whole = JSON.createObjectNode();
    whole.put("$schema", DIALECT.getIri());
    whole.putArray("allOf").add(schema);
    whole.set(COMPONENTS, components);
    return FACTORY.getSchema(whole);
  }

  /** What is wrong with a value, each as a sentence. */
  static List<String> complaints(JsonSchema schema, JsonNode value) {
    return schema.validate(value).stream().map(ValidationMessage::getMessage).toList();
  }
}
