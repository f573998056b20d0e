package io.fairfall.runner.template;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A node of the template, with the line (from 1) that it begins on. */
sealed interface TemplateValue {
  int line();

  record Scalar(String text, int line) implements TemplateValue {}

  record Items(List<TemplateValue> values, int line) implements TemplateValue {}

  /** Members keep the order that they were written in. */
  record Members(Map<String, TemplateValue> values, int line) implements TemplateValue {}

  /** {@code !Name argument}, also when it was written {@code Fn::Name: argument}. */
  record Intrinsic(String name, TemplateValue argument, int line) implements TemplateValue {}

  /** The value that {@code AWS::NoValue} stands for: as if nothing had been written. */
  record Absent(int line) implements TemplateValue {}

  default String kind() {
    return switch (this) {
      case Scalar _ -> "a text";
      case Items _ -> "a list";
      case Members _ -> "a map";
      case Intrinsic intrinsic -> "!" + intrinsic.name();
      case Absent _ -> "no value";
    };
  }

  /** As plain texts, lists and maps; only for values without intrinsics. */
  default Object plain() {
    return switch (this) {
      case Scalar scalar -> scalar.text();
      case Items items -> items.values().stream().map(TemplateValue::plain).toList();
      case Members members ->
          members.values().entrySet().stream()
              .collect(
                  Collectors.toMap(
                      Map.Entry::getKey,
                      member -> member.getValue().plain(),
                      (one, other) -> other,
                      java.util.LinkedHashMap::new));
      case Intrinsic intrinsic ->
          throw new TemplateException(line(), "!" + intrinsic.name() + " is not resolved here.");
      case Absent _ -> throw new TemplateException(line(), "AWS::NoValue cannot stand here.");
    };
  }
}
