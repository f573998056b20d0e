package io.fairfall.apicontract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** docs/reference/openapi.yaml as a tree to walk, to look into, and to plant mistakes in. */
record OpenApiDocument(Document document) {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  /**
   * An operation as it is written.
   *
   * @param item of its path
   */
  record Written(String path, String method, JsonNode item, JsonNode operation) {
    String id() {
      return operation.path("operationId").asText();
    }

    boolean isLocalOnly() {
      return operation.path("x-local-only").asBoolean(false);
    }
  }

  /** A body that the document shows. */
  record Example(Written of, int status, String mediaType, String name, JsonNode value) {}

  static OpenApiDocument ofThisCheckout() {
    return new OpenApiDocument(Document.named("openapi.yaml"));
  }

  /** One that can be spoilt. */
  OpenApiDocument copy() {
    return new OpenApiDocument(new Document(document.root().deepCopy()));
  }

  ObjectNode object(String pointer) {
    return (ObjectNode) document.root().at(pointer);
  }

  JsonNode schemas() {
    return document.root().at("/components/schemas");
  }

  List<Written> operations() {
    List<Written> all = new ArrayList<>();
    members(document.root().path("paths"))
        .forEach(
            (path, item) ->
                members(item)
                    .forEach(
                        (method, operation) -> {
                          if (METHODS.contains(method)) {
                            all.add(new Written(path, method, item, operation));
                          }
                        }));
    return all;
  }

  Written operation(String id) {
    return operations().stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
  }

  /** What the operations' answers look like. */
  List<Example> answers() {
    List<Example> all = new ArrayList<>();
    for (Written of : operations()) {
      members(of.operation().path("responses"))
          .forEach(
              (status, answer) ->
                  all.addAll(examples(of, Integer.parseInt(status), document.follow(answer))));
    }
    return all;
  }

  /** What the operations' requests look like; their status is 0. */
  List<Example> requests() {
    return operations().stream()
        .flatMap(of -> examples(of, 0, of.operation().path("requestBody")).stream())
        .toList();
  }

  private List<Example> examples(Written of, int status, JsonNode described) {
    List<Example> all = new ArrayList<>();
    members(described.path("content"))
        .forEach(
            (mediaType, content) ->
                members(content.path("examples"))
                    .forEach(
                        (name, example) ->
                            all.add(
                                new Example(
                                    of,
                                    status,
                                    mediaType,
                                    name,
                                    document.follow(example).path("value")))));
    return all;
  }

  static Map<String, JsonNode> members(JsonNode object) {
    Map<String, JsonNode> members = new LinkedHashMap<>();
    object.fields().forEachRemaining(it -> members.put(it.getKey(), it.getValue()));
    return members;
  }

  /** Every value of a member, however deep. */
  static List<JsonNode> all(JsonNode node, String member) {
    List<JsonNode> found = new ArrayList<>();
    if (node.has(member)) {
      found.add(node.path(member));
    }
    node.forEach(child -> found.addAll(all(child, member)));
    return found;
  }

  static List<ObjectNode> objects(JsonNode node) {
    List<ObjectNode> found = new ArrayList<>();
    if (node instanceof ObjectNode object) {
      found.add(object);
    }
    node.forEach(child -> found.addAll(objects(child)));
    return found;
  }

  static Set<String> texts(JsonNode array) {
    Set<String> texts = new java.util.TreeSet<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
