package io.fairfall.runner.streams;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairfall.runner.problem.CannotStartException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The filter patterns of an event source mapping. A record passes when one pattern matches; a
 * pattern matches when every field it names does; a field does when one of its listed rules does.
 *
 * <p>Rules: text, true, false and null as they stand, {@code prefix}, {@code suffix}, {@code
 * equals-ignore-case}, {@code exists}, {@code anything-but}. DynamoDB's numbers are text in events,
 * so Lambda's numeric rules never match them; they are refused with everything else unknown.
 */
final class EventFilter {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Set<String> FILTERABLE = Set.of("eventName", "dynamodb");

  private final List<Predicate<JsonNode>> patterns;

  private EventFilter(List<Predicate<JsonNode>> patterns) {
    this.patterns = patterns;
  }

  /**
   * @param mapping the mapping's name, for the sentence of a refusal
   * @throws CannotStartException for a pattern that is not understood
   */
  static EventFilter of(String mapping, List<String> patterns) {
    return new EventFilter(patterns.stream().map(pattern -> pattern(mapping, pattern)).toList());
  }

  /** Without any pattern every record passes. */
  boolean passes(JsonNode record) {
    return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> pattern.test(record));
  }

  private static Predicate<JsonNode> pattern(String mapping, String text) {
    try {
      JsonNode json = MAPPER.readTree(text);
      if (!(json instanceof ObjectNode fields)) {
        throw new NotUnderstoodException(text);
      }
      fields.fieldNames().forEachRemaining(EventFilter::requireFilterable);
      return fields(fields);
    } catch (JsonProcessingException e) {
      throw new CannotStartException(
          "%s has a filter that is not JSON: %s".formatted(mapping, text), e);
    } catch (NotUnderstoodException e) {
      throw new CannotStartException(
          "%s has a filter that the one-machine runner does not understand: %s"
              .formatted(mapping, e.getMessage()),
          e);
    }
  }

  private static void requireFilterable(String field) {
    if (!FILTERABLE.contains(field)) {
      throw new NotUnderstoodException(field);
    }
  }

  private static Predicate<JsonNode> fields(ObjectNode pattern) {
    List<Predicate<JsonNode>> all = new ArrayList<>();
    pattern
        .fields()
        .forEachRemaining(
            field -> {
              Predicate<JsonNode> rule = field(field.getKey(), field.getValue());
              all.add(node -> rule.test(node.path(field.getKey())));
            });
    return node -> all.stream().allMatch(rule -> rule.test(node));
  }

  private static Predicate<JsonNode> field(String name, JsonNode pattern) {
    if (name.startsWith("$")) {
      throw new NotUnderstoodException(name);
    }
    if (pattern instanceof ObjectNode nested) {
      return fields(nested);
    }
    if (!pattern.isArray() || pattern.isEmpty()) {
      throw new NotUnderstoodException(name + ": " + pattern);
    }
    List<Predicate<JsonNode>> any = new ArrayList<>();
    pattern.forEach(rule -> any.add(rule(rule)));
    return node -> any.stream().anyMatch(rule -> rule.test(node));
  }

  private static Predicate<JsonNode> rule(JsonNode rule) {
    if (rule.isTextual() || rule.isBoolean() || rule.isNull()) {
      return rule::equals;
    }
    if (rule.size() != 1 || !rule.isObject()) {
      throw new NotUnderstoodException(rule.toString());
    }
    String name = rule.fieldNames().next();
    JsonNode value = rule.path(name);
    if (name.equals("exists") && value.isBoolean()) {
      return node -> node.isValueNode() == value.booleanValue();
    }
    if (name.equals("anything-but")) {
      Set<String> excluded = Set.copyOf(texts(value));
      return node -> node.isTextual() && !excluded.contains(node.textValue());
    }
    String text = texts(value).getFirst();
    return switch (name) {
      case "prefix" -> text(candidate -> candidate.startsWith(text));
      case "suffix" -> text(candidate -> candidate.endsWith(text));
      case "equals-ignore-case" ->
          text(
              candidate ->
                  candidate.toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT)));
      default -> throw new NotUnderstoodException(rule.toString());
    };
  }

  private static Predicate<JsonNode> text(Predicate<String> rule) {
    return node -> node.isTextual() && rule.test(node.textValue());
  }

  private static List<String> texts(JsonNode value) {
    List<String> texts = new ArrayList<>();
    for (JsonNode text : value.isArray() ? value : List.of(value)) {
      if (!text.isTextual()) {
        throw new NotUnderstoodException(value.toString());
      }
      texts.add(text.textValue());
    }
    if (texts.isEmpty()) {
      throw new NotUnderstoodException(value.toString());
    }
    return texts;
  }

  private static final class NotUnderstoodException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotUnderstoodException(String what) {
      super(what);
    }
  }
}
