package io.fairfall.golden;

import io.fairfall.json.JsonCodec;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** JSON as maps, lists, text and numbers, of which two are equal if they mean the same. */
final class GoldenJson {
  private static final String ONLY = "only";

  private GoldenJson() {}

  /** Reads an object. */
  static Map<?, ?> read(String json) {
    return members(JsonCodec.membersFromStore(json));
  }

  static String write(Object tree) {
    String whole = JsonCodec.write(Map.of(ONLY, tree));
    return whole.substring(ONLY.length() + 4, whole.length() - 1);
  }

  /** The same tree as reading it from JSON gives it; nothing is empty text. */
  static Object asRead(@Nullable Object tree) {
    String json = JsonCodec.write(Map.of(ONLY, tree == null ? "" : tree));
    return Objects.requireNonNull(read(json).get(ONLY));
  }

  private static BigDecimal normal(BigDecimal number) {
    return number.scale() < 0 ? number.setScale(0) : number; // 100 and not 1E+2
  }

  private static @Nullable Object normal(@Nullable Object tree) {
    return switch (tree) {
      case null -> null;
      case Number number -> normal(new BigDecimal(number.toString()).stripTrailingZeros());
      case List<?> list -> list.stream().map(GoldenJson::normal).toList();
      case Map<?, ?> map -> members(map);
      default -> tree;
    };
  }

  private static Map<Object, @Nullable Object> members(Map<?, ? extends @Nullable Object> map) {
    Map<Object, @Nullable Object> members = new LinkedHashMap<>();
    map.forEach((name, value) -> members.put(name, normal(value)));
    return members;
  }
}
