package io.fairfall.runner.template;

import io.fairfall.runner.template.TemplateValue.Items;
import io.fairfall.runner.template.TemplateValue.Members;
import io.fairfall.runner.template.TemplateValue.Scalar;
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
final class TemplateFields {
  private final String path;
  private final int line;
  private final Map<String, TemplateValue> rest;

  private TemplateFields(String path, int line, Map<String, TemplateValue> values) {
    this.path = path;
    this.line = line;
    this.rest = new LinkedHashMap<>(values);
  }

  /**
   * @param path what an error calls this map, like {@code PlayFunction.Properties}
   */
  static TemplateFields of(String path, TemplateValue value) {
    return switch (value) {
      case Members members -> new TemplateFields(path, members.line(), members.values());
      default -> throw new TemplateException(value.line(), path + " is " + value.kind() + ".");
    };
  }

  String path() {
    return path;
  }

  int line() {
    return line;
  }

  /** These have no meaning on one machine. */
  TemplateFields ignore(String... names) {
    for (String name : names) {
      rest.remove(name);
    }
    return this;
  }

  Optional<TemplateValue> find(String name) {
    return Optional.ofNullable(rest.remove(name))
        .filter(value -> !(value instanceof TemplateValue.Absent));
  }

  TemplateValue require(String name) {
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
  List<TemplateValue> values(String name) {
    return find(name).map(value -> items(path + "." + name, value)).orElse(List.of());
  }

  /** A map inside this one; empty when it is not there. */
  TemplateFields fields(String name) {
    TemplateValue nothing = new Members(Map.of(), line);
    return of(path + "." + name, find(name).orElse(nothing));
  }

  /** Every member, in order, each a map. */
  Map<String, TemplateFields> children() {
    Map<String, TemplateFields> children = new LinkedHashMap<>();
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
          throw new TemplateException(
              value.line(),
              "%s.%s is not understood by the one-machine runner.".formatted(path, name));
        });
  }

  TemplateException error(String sentence) {
    return new TemplateException(line, sentence);
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

  static String text(String path, TemplateValue value) {
    if (value instanceof Scalar scalar) {
      return scalar.text();
    }
    throw new TemplateException(value.line(), path + " is " + value.kind() + ", not a text.");
  }

  static List<TemplateValue> items(String path, TemplateValue value) {
    if (value instanceof Items items) {
      return items.values();
    }
    throw new TemplateException(value.line(), path + " is " + value.kind() + ", not a list.");
  }
}
