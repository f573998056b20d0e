package io.fairfall.local.template;

import io.fairfall.local.template.Value.Items;
import io.fairfall.local.template.Value.Members;
import io.fairfall.local.template.Value.Scalar;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A map of the template that is read strictly: what nobody asked for by name, and nobody declared
 * meaningless on one machine, is refused by {@link #end}. So the calls on it are the lists of what
 * the runner honours and of what it leaves out.
 */
final class Fields {
  private final String path;
  private final int line;
  private final Map<String, Value> rest;

  private Fields(String path, int line, Map<String, Value> values) {
    this.path = path;
    this.line = line;
    this.rest = new LinkedHashMap<>(values);
  }

  /**
   * @param path what an error calls this map, like {@code PlayFunction.Properties}
   */
  static Fields of(String path, Value value) {
    return switch (value) {
      case Members members -> new Fields(path, members.line(), members.values());
      default -> throw new TemplateError(value.line(), path + " is " + value.kind() + ".");
    };
  }

  String path() {
    return path;
  }

  int line() {
    return line;
  }

  /** These have no meaning on one machine. */
  Fields ignore(String... names) {
    for (String name : names) {
      rest.remove(name);
    }
    return this;
  }

  Optional<Value> find(String name) {
    return Optional.ofNullable(rest.remove(name)).filter(value -> !(value instanceof Value.Absent));
  }

  Value require(String name) {
    return find(name).orElseThrow(() -> error(path + " lacks " + name + "."));
  }

  Optional<String> findText(String name) {
    return find(name).map(value -> text(path + "." + name, value));
  }

  String text(String name) {
    return text(path + "." + name, require(name));
  }

  /** A text that may only say what the runner does anyway. */
  void fixed(String name, String only) {
    findText(name)
        .filter(text -> !text.equals(only))
        .ifPresent(
            text -> {
              throw error("%s.%s is %s; only %s is understood.".formatted(path, name, text, only));
            });
  }

  Optional<Integer> findNumber(String name) {
    return findText(name).map(text -> number(name, text));
  }

  int number(String name, int otherwise) {
    return findNumber(name).orElse(otherwise);
  }

  boolean flag(String name) {
    return findText(name).map(Boolean::parseBoolean).orElse(false);
  }

  List<String> texts(String name) {
    return values(name).stream().map(value -> text(path + "." + name, value)).toList();
  }

  /** The members of a list, or nothing when it is not there. */
  List<Value> values(String name) {
    return find(name).map(value -> items(path + "." + name, value)).orElse(List.of());
  }

  /** A map inside this one; empty when it is not there. */
  Fields fields(String name) {
    Value nothing = new Members(Map.of(), line);
    return of(path + "." + name, find(name).orElse(nothing));
  }

  /** Every member, in order, each a map. */
  Map<String, Fields> children() {
    Map<String, Fields> children = new LinkedHashMap<>();
    for (String name : names()) {
      children.put(name, of(path + "." + name, require(name)));
    }
    return children;
  }

  /** Every member, in order, each a text. */
  Map<String, String> allTexts() {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : names()) {
      findText(name).ifPresent(text -> texts.put(name, text));
    }
    return texts;
  }

  /** Refuses whatever has not been read. */
  void end() {
    rest.forEach(
        (name, value) -> {
          throw new TemplateError(
              value.line(),
              "%s.%s is not understood by the one-machine runner.".formatted(path, name));
        });
  }

  TemplateError error(String sentence) {
    return new TemplateError(line, sentence);
  }

  private Set<String> names() {
    return new LinkedHashSet<>(rest.keySet());
  }

  private int number(String name, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw error("%s.%s is %s, not a number.".formatted(path, name, text));
    }
  }

  static String text(String path, Value value) {
    if (value instanceof Scalar scalar) {
      return scalar.text();
    }
    throw new TemplateError(value.line(), path + " is " + value.kind() + ", not a text.");
  }

  static List<Value> items(String path, Value value) {
    if (value instanceof Items items) {
      return items.values();
    }
    throw new TemplateError(value.line(), path + " is " + value.kind() + ", not a list.");
  }
}
