package io.fairfall.runner.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The template's parameters: defaults, what was given instead, and the bounds it sets for them. */
final class Parameters {
  private Parameters() {}

  static Map<String, String> values(TemplateFields declared, Map<String, String> given) {
    Map<String, String> values = new LinkedHashMap<>();
    declared.children().forEach((name, fields) -> values.put(name, value(name, fields, given)));
    for (String name : given.keySet()) {
      if (!values.containsKey(name)) {
        throw declared.error("there is no parameter " + name + ".");
      }
    }
    return values;
  }

  private static String value(String name, TemplateFields parameter, Map<String, String> given) {
    parameter.ignore("Description", "NoEcho", "ConstraintDescription");
    Optional<String> otherwise = parameter.findText("Default");
    String value =
        Optional.ofNullable(given.get(name))
            .or(() -> otherwise)
            .orElseThrow(() -> parameter.error("parameter " + name + " has no value."));
    String type = parameter.text("Type");
    if (!type.equals("String") && !type.equals("Number")) {
      throw parameter.error("parameter " + name + " has the type " + type + ".");
    }
    List<String> allowed = parameter.texts("AllowedValues");
    Optional<String> pattern = parameter.findText("AllowedPattern");
    Optional<Integer> least = parameter.findNumber("MinValue");
    Optional<Integer> most = parameter.findNumber("MaxValue");
    parameter.end();
    if (!allowed.isEmpty() && !allowed.contains(value)) {
      throw refused(parameter, name, value, "one of " + String.join(", ", allowed));
    }
    if (pattern.isPresent() && !value.matches(pattern.get())) {
      throw refused(parameter, name, value, "like " + pattern.get());
    }
    if (type.equals("Number") && !isWithin(value, least, most)) {
      String bounds = least.map(String::valueOf).orElse("…") + " to ";
      throw refused(
          parameter, name, value, "a number, " + bounds + most.map(String::valueOf).orElse("…"));
    }
    return value;
  }

  private static boolean isWithin(String value, Optional<Integer> least, Optional<Integer> most) {
    try {
      long number = Long.parseLong(value);
      return least.map(bound -> number >= bound).orElse(true)
          && most.map(bound -> number <= bound).orElse(true);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static TemplateException refused(
      TemplateFields parameter, String name, String value, String instead) {
    return parameter.error("parameter %s is %s; it must be %s.".formatted(name, value, instead));
  }
}
