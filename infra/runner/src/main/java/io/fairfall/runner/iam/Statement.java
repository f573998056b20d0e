package io.fairfall.runner.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** One statement of a policy. */
record Statement(
    boolean allows, List<Glob> actions, List<Glob> resources, List<Condition> conditions) {

  static Statement read(JsonNode json) {
    Map<String, JsonNode> fields = json.asObject();
    fields.keySet().stream()
        .filter(name -> !List.of("Sid", "Effect", "Action", "Resource", "Condition").contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new PolicyNotUnderstoodException("the element " + name);
            });
    List<Condition> conditions = new ArrayList<>();
    json.field("Condition")
        .ifPresent(
            operators ->
                operators
                    .asObject()
                    .forEach(
                        (operator, keys) ->
                            keys.asObject()
                                .forEach(
                                    (key, values) ->
                                        conditions.add(
                                            Condition.of(operator, key, texts(values))))));
    return new Statement(
        allows(required(fields, "Effect").asString()),
        texts(required(fields, "Action")).stream().map(Glob::anyCase).toList(),
        texts(required(fields, "Resource")).stream().map(Glob::exactCase).toList(),
        List.copyOf(conditions));
  }

  /** Whether the statement speaks about this access at all, to allow or to deny it. */
  boolean appliesTo(Access access) {
    return actions.stream().anyMatch(action -> action.matches(access.action()))
        && resources.stream().anyMatch(resource -> resource.matches(access.resource()))
        && conditions.stream().allMatch(condition -> condition.holds(access));
  }

  private static boolean allows(String effect) {
    return switch (effect) {
      case "Allow" -> true;
      case "Deny" -> false;
      default -> throw new PolicyNotUnderstoodException("the effect " + effect);
    };
  }

  private static JsonNode required(Map<String, JsonNode> fields, String name) {
    JsonNode value = fields.get(name);
    if (value == null) {
      throw new PolicyNotUnderstoodException("a statement without " + name);
    }
    return value;
  }

  private static List<String> texts(JsonNode value) {
    List<JsonNode> values = value.isArray() ? value.asArray() : List.of(value);
    return values.stream()
        .map(
            one -> {
              if (!one.isString() || one.asString().contains("${")) {
                throw new PolicyNotUnderstoodException("the value " + one);
              }
              return one.asString();
            })
        .toList();
  }
}
