package io.fairfall.apicontract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.JsonSchema;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A documented parameter.
 *
 * @param name as it is written; a header's is compared in lower case
 * @param in {@code path}, {@code query} or {@code header}
 * @param isNumber whether its text is to be read as a whole number
 */
record ApiParameter(String name, String in, boolean required, boolean isNumber, JsonSchema schema) {
  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");

  static ApiParameter of(JsonNode parameter, Document document, ApiSchemas schemas) {
    JsonNode schema = document.follow(parameter.path("schema"));
    return new ApiParameter(
        parameter.path("name").asText(),
        parameter.path("in").asText(),
        parameter.path("required").asBoolean(false),
        schema.path("type").asText().equals("integer"),
        schemas.of(schema));
  }

  /** What is wrong with a value that was sent, each as a sentence. */
  List<String> complaints(String text) {
    JsonNode value =
        isNumber && NUMBER.matcher(text).matches()
            ? JsonNodeFactory.instance.numberNode(Long.parseLong(text))
            : JsonNodeFactory.instance.textNode(text);
    return ApiSchemas.complaints(schema, value).stream()
        .map(complaint -> in + " " + name + ": " + complaint)
        .toList();
  }
}
