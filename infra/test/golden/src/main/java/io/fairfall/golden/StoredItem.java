package io.fairfall.golden;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item of a table in the JSON that DynamoDB itself uses, like {@code {"pk": {"S": "…"}}}. */
final class StoredItem {
  private StoredItem() {}

  /** The item that a tree of JSON shows. */
  static Map<String, AttributeValue> of(Map<?, ?> json) {
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    json.forEach((name, value) -> item.put(String.valueOf(name), attribute(value)));
    return item;
  }

  /** The JSON of an item, by name, and sets in order: two equal items have the same. */
  static Map<String, Object> json(Map<String, AttributeValue> item) {
    Map<String, Object> json = new TreeMap<>();
    item.forEach((name, value) -> json.put(name, json(value)));
    return json;
  }

  private static AttributeValue attribute(Object json) {
    if (json instanceof Map<?, ?> typed && typed.size() == 1) {
      Object value = typed.values().iterator().next();
      return switch (String.valueOf(typed.keySet().iterator().next())) {
        case "S" -> AttributeValue.fromS((String) value);
        case "N" -> AttributeValue.fromN((String) value);
        case "BOOL" -> AttributeValue.fromBool((Boolean) value);
        case "B" ->
            AttributeValue.fromB(
                SdkBytes.fromByteArray(Base64.getDecoder().decode((String) value)));
        case "SS" ->
            AttributeValue.fromSs(((List<?>) value).stream().map(String::valueOf).toList());
        case "M" -> AttributeValue.fromM(of((Map<?, ?>) value));
        default -> throw new AssertionError("no table here has an attribute like " + typed);
      };
    }
    throw new AssertionError("an attribute is like {\"S\": \"text\"}, not " + json);
  }

  private static Map<String, Object> json(AttributeValue value) {
    return switch (value.type()) {
      case S -> Map.of("S", value.s());
      case N -> Map.of("N", value.n());
      case BOOL -> Map.of("BOOL", value.bool());
      case B -> Map.of("B", Base64.getEncoder().encodeToString(value.b().asByteArray()));
      case SS -> Map.of("SS", List.copyOf(new TreeSet<>(value.ss())));
      case M -> Map.of("M", json(value.m()));
      default -> throw new AssertionError("no table here has an attribute like " + value);
    };
  }
}
