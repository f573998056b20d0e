package io.fairfall.apicontract;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairfall.apicontract.JavaSource.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Holds documented members against those of the records that are read and written. Whatever differs
 * is a sentence.
 *
 * @param sources finds the source of a class
 */
record MemberComparison(Document openApi, Document asyncApi, Function<String, JavaSource> sources) {
  /** It names the message: whoever reads one may have no use for it any more. */
  private static final String ACTION = "action";

  private static final Set<String> WHOLE_NUMBERS =
      Set.of("int", "Integer", "long", "Long", "Multiplier");
  private static final Set<String> TEXTS = Set.of("String", "Wei");
  private static final Set<String> YES_OR_NO = Set.of("boolean", "Boolean");
  private static final String LIST = "List<";

  List<String> differences(ApiRecord record) {
    List<Member> members =
        Objects.requireNonNull(
            sources.apply(record.outermost()).records().get(record.local()), record.name());
    Map<String, JsonNode> documented = documented(record);
    if (members.stream().noneMatch(member -> member.name().equals(ACTION))) {
      documented.remove(ACTION);
    }
    List<String> differences = new ArrayList<>();
    Set<String> undocumented = new TreeSet<>();
    for (Member member : members) {
      JsonNode schema = documented.remove(member.name());
      if (schema == null) {
        undocumented.add(member.name());
      } else if (!kind(member.type()).equals(kind(schema))) {
        differences.add(
            "%s.%s is %s, and documented as %s"
                .formatted(record.name(), member.name(), kind(member.type()), kind(schema)));
      }
      for (String name : record.fromClients() ? List.<String>of() : record.schemas()) {
        differences.addAll(presence(record, member, name));
      }
    }
    undocumented.forEach(
        name -> differences.add("%s.%s is not documented".formatted(record.name(), name)));
    documented
        .keySet()
        .forEach(
            name ->
                differences.add(
                    "%s has no %s, which is documented".formatted(record.name(), name)));
    return differences;
  }

  /** What is always there is required, and the other way round where one schema tells it all. */
  private List<String> presence(ApiRecord record, Member member, String schemaName) {
    JsonNode schema = schema(schemaName);
    if (!schema.path("properties").has(member.name())) {
      return List.of();
    }
    boolean isRequired = OpenApiDocument.texts(schema.path("required")).contains(member.name());
    if (isRequired && member.isNullable() && record.isToldByOneSchemaAlone()) {
      return List.of(
          "%s.%s can be absent, and is required".formatted(record.name(), member.name()));
    }
    return isRequired || member.isNullable()
        ? List.of()
        : List.of(
            "%s.%s is always there, and not required".formatted(record.name(), member.name()));
  }

  private Map<String, JsonNode> documented(ApiRecord record) {
    Map<String, JsonNode> members = new LinkedHashMap<>();
    record
        .overSockets()
        .forEach(
            pointer ->
                members.putAll(
                    OpenApiDocument.members(asyncApi.root().at(pointer).path("properties"))));
    record
        .schemas()
        .forEach(name -> members.putAll(OpenApiDocument.members(schema(name).path("properties"))));
    if (members.isEmpty()) {
      throw new IllegalStateException(record.name() + " is compared with nothing");
    }
    return members;
  }

  private JsonNode schema(String name) {
    return openApi.at("#/components/schemas/" + name);
  }

  private static String kind(String type) {
    String bare = type.replaceAll("@\\w+ ", "");
    if (bare.startsWith(LIST)) {
      return "a list of " + kind(bare.substring(LIST.length(), bare.length() - 1));
    }
    if (WHOLE_NUMBERS.contains(bare)) {
      return "integer";
    }
    if (TEXTS.contains(bare)) {
      return "string";
    }
    return YES_OR_NO.contains(bare) ? "boolean" : "object";
  }

  /** The name of a schema is the same in both documents, but for its first letter. */
  private String kind(JsonNode schema) {
    if (schema.has("$ref")) {
      String reference = schema.path("$ref").asText();
      JsonNode found = openApi.root().at(reference.substring(1));
      return kind(found.isMissingNode() ? asyncApi.at(reference) : found);
    }
    if (schema.has("type")) {
      JsonNode type = schema.path("type");
      String name = type.isArray() ? type.path(0).asText() : type.asText();
      return name.equals("array") ? "a list of " + kind(schema.path("items")) : name;
    }
    if (schema.has("allOf")) {
      return kind(schema.path("allOf").path(0));
    }
    JsonNode listed = schema.has("const") ? schema.path("const") : schema.path("enum").path(0);
    return listed.isBoolean() ? "boolean" : listed.isTextual() ? "string" : "object";
  }
}
