package io.fairfall.apicontract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a schema demands, in a form in which both documents write it alike: without words for
 * people, and without what follows from the rest.
 */
final class SharedForm {
  private static final Set<String> WORDS = Set.of("description", "title", "examples", "format");
  private static final Pattern NAME = Pattern.compile("^(#/components/schemas/)(.)");

  private SharedForm() {}

  static JsonNode of(JsonNode schema) {
    if (schema.isArray()) {
      var list = JsonNodeFactory.instance.arrayNode();
      schema.forEach(item -> list.add(of(item)));
      return list;
    }
    if (!schema.isObject()) {
      return schema;
    }
    ObjectNode form = JsonNodeFactory.instance.objectNode();
    boolean isListed = schema.has("enum") || schema.has("const");
    OpenApiDocument.members(schema)
        .forEach(
            (name, value) -> {
              boolean isText = value.isTextual();
              if (WORDS.contains(name) && (isText || value.isArray())) {
                return;
              }
              if (name.equals("type") && isText && isListed) {
                return; // what is listed has the type that it has
              }
              form.set(
                  name,
                  name.equals("$ref") && isText
                      ? JsonNodeFactory.instance.textNode(lowerCase(value.asText()))
                      : of(value));
            });
    return form;
  }

  private static String lowerCase(String reference) {
    return NAME.matcher(reference)
        .replaceFirst(it -> it.group(1) + it.group(2).toLowerCase(java.util.Locale.ROOT));
  }
}
