package io.fairfall.load;

import io.avaje.jsonb.Jsonb;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** JSON as a tree to look into. An absent member is an empty tree, so that a walk never fails. */
public record Tree(@Nullable Object value) {
  public static final Tree EMPTY = new Tree(null);

  private static final Jsonb JSONB = Jsonb.builder().build();

  /** Reads JSON text; what is not JSON is an empty tree. */
  public static Tree read(String text) {
    try {
      return new Tree(JSONB.type(Object.class).fromJson(text));
    } catch (RuntimeException notJson) {
      return EMPTY;
    }
  }

  /** Writes maps, lists, text and numbers. */
  public static String write(Map<String, Object> members) {
    return JSONB.toJson(members);
  }

  public Tree at(String name) {
    return value instanceof Map<?, ?> map ? new Tree(map.get(name)) : EMPTY;
  }

  public boolean isPresent() {
    return value != null;
  }

  public Optional<String> text() {
    return value instanceof String text ? Optional.of(text) : Optional.empty();
  }

  public OptionalLong number() {
    return value instanceof Number number
        ? OptionalLong.of(number.longValue())
        : OptionalLong.empty();
  }

  public List<Tree> items() {
    return value instanceof List<?> list ? list.stream().map(Tree::new).toList() : List.of();
  }

  /** Members of an object as the map that it is. */
  public Map<?, ?> members() {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  /** A member that must be text. */
  public String text(String name) {
    return at(name).text().orElseThrow(() -> missing(name, "text"));
  }

  /** A member that must be a whole number. */
  public long number(String name) {
    return at(name).number().orElseThrow(() -> missing(name, "a number"));
  }

  /** A member that must be wei as a decimal string, with or without a sign. */
  public BigInteger wei(String name) {
    try {
      return new BigInteger(text(name));
    } catch (NumberFormatException malformed) {
      throw missing(name, "wei");
    }
  }

  private IllegalStateException missing(String name, String what) {
    return new IllegalStateException(name + " is not " + what + " in " + this);
  }

  @Override
  public String toString() {
    return value instanceof Map<?, ?> || value instanceof List<?>
        ? JSONB.toJson(value)
        : Objects.toString(value);
  }
}
