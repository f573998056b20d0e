package io.fairfall.runner.template;

import io.fairfall.runner.template.TemplateValue.Absent;
import io.fairfall.runner.template.TemplateValue.Intrinsic;
import io.fairfall.runner.template.TemplateValue.Items;
import io.fairfall.runner.template.TemplateValue.Members;
import io.fairfall.runner.template.TemplateValue.Scalar;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Replaces CloudFormation's intrinsic functions by what they mean on this machine. */
final class Resolver {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(!?)([^}]+)}");

  private final References references;
  private final Map<String, TemplateValue> conditions;
  private final Map<String, Boolean> decided = new HashMap<>();

  Resolver(References references, Map<String, TemplateValue> conditions) {
    this.references = references;
    this.conditions = conditions;
  }

  /** The value without intrinsics; members that resolve to {@code AWS::NoValue} are gone. */
  TemplateValue resolve(TemplateValue value) {
    return switch (value) {
      case Scalar scalar -> scalar;
      case Absent absent -> absent;
      case Items items ->
          new Items(
              items.values().stream()
                  .map(this::resolve)
                  .filter(item -> !(item instanceof Absent))
                  .toList(),
              items.line());
      case Members members -> resolveMembers(members);
      case Intrinsic intrinsic -> apply(intrinsic);
    };
  }

  /** Whether the named condition holds. */
  boolean holds(String condition, int line) {
    Boolean known = decided.get(condition);
    if (known != null) {
      return known;
    }
    TemplateValue expression = conditions.get(condition);
    if (expression == null) {
      throw new TemplateException(line, "there is no condition " + condition + ".");
    }
    boolean holds = test(expression);
    decided.put(condition, holds);
    return holds;
  }

  private Members resolveMembers(Members members) {
    Map<String, TemplateValue> resolved = new LinkedHashMap<>();
    members
        .values()
        .forEach(
            (name, value) -> {
              TemplateValue member = resolve(value);
              if (!(member instanceof Absent)) {
                resolved.put(name, member);
              }
            });
    return new Members(resolved, members.line());
  }

  private TemplateValue apply(Intrinsic intrinsic) {
    int line = intrinsic.line();
    return switch (intrinsic.name()) {
      case "Ref" -> reference(text(intrinsic.argument()), line);
      case "GetAtt" -> reference(attribute(intrinsic.argument()), line);
      case "Sub" -> substitute(intrinsic);
      case "If" -> choose(arguments(intrinsic, 3), line);
      case "Join" -> join(arguments(intrinsic, 2), line);
      case "Equals", "Not", "And", "Or", "Condition" ->
          new Scalar(Boolean.toString(test(intrinsic)), line);
      default ->
          throw new TemplateException(
              line, "!" + intrinsic.name() + " is not understood by the one-machine runner.");
    };
  }

  private boolean test(TemplateValue condition) {
    if (condition instanceof Members(Map<String, TemplateValue> members, int line)) {
      TemplateValue name = members.get("Condition");
      if (name != null && members.size() == 1) {
        return holds(text(name), line);
      }
    }
    if (!(condition instanceof Intrinsic intrinsic)) {
      throw new TemplateException(
          condition.line(), "a condition cannot be " + condition.kind() + ".");
    }
    return switch (intrinsic.name()) {
      case "Equals" -> {
        List<TemplateValue> sides = arguments(intrinsic, 2);
        yield text(sides.get(0)).equals(text(sides.get(1)));
      }
      case "Not" -> !test(arguments(intrinsic, 1).getFirst());
      case "And" ->
          TemplateFields.items("!And", intrinsic.argument()).stream().allMatch(this::test);
      case "Or" -> TemplateFields.items("!Or", intrinsic.argument()).stream().anyMatch(this::test);
      case "Condition" -> holds(text(intrinsic.argument()), intrinsic.line());
      default ->
          throw new TemplateException(
              intrinsic.line(), "!" + intrinsic.name() + " is not understood as a condition.");
    };
  }

  private TemplateValue reference(String name, int line) {
    if (name.equals("AWS::NoValue")) {
      return new Absent(line);
    }
    return new Scalar(found(name, line), line);
  }

  private String found(String name, int line) {
    return references
        .find(name)
        .orElseThrow(
            () -> new TemplateException(line, name + " is not known to the one-machine runner."));
  }

  private String attribute(TemplateValue argument) {
    return argument instanceof Items items
        ? items.values().stream().map(this::text).collect(Collectors.joining("."))
        : text(argument);
  }

  private TemplateValue substitute(Intrinsic intrinsic) {
    TemplateValue argument = intrinsic.argument();
    Map<String, TemplateValue> own = Map.of();
    if (argument instanceof Items) {
      List<TemplateValue> both = arguments(intrinsic, 2);
      argument = both.getFirst();
      if (resolve(both.getLast()) instanceof Members members) {
        own = members.values();
      }
    }
    Map<String, TemplateValue> names = own;
    String text =
        PLACEHOLDER
            .matcher(text(argument))
            .replaceAll(
                match ->
                    Matcher.quoteReplacement(
                        placeholder(match.group(1), match.group(2), names, intrinsic.line())));
    return new Scalar(text, intrinsic.line());
  }

  private String placeholder(String mark, String name, Map<String, TemplateValue> own, int line) {
    if (!mark.isEmpty()) {
      return "${" + name + "}";
    }
    @Nullable TemplateValue value = own.get(name);
    return value == null ? found(name, line) : text(value);
  }

  private TemplateValue choose(List<TemplateValue> arguments, int line) {
    return resolve(arguments.get(holds(text(arguments.getFirst()), line) ? 1 : 2));
  }

  private TemplateValue join(List<TemplateValue> arguments, int line) {
    String separator = text(arguments.getFirst());
    TemplateValue list = resolve(arguments.getLast());
    return new Scalar(
        TemplateFields.items("!Join", list).stream()
            .map(this::text)
            .collect(Collectors.joining(separator)),
        line);
  }

  private List<TemplateValue> arguments(Intrinsic intrinsic, int count) {
    List<TemplateValue> arguments =
        TemplateFields.items("!" + intrinsic.name(), intrinsic.argument());
    if (arguments.size() != count) {
      throw new TemplateException(
          intrinsic.line(), "!%s takes %d arguments.".formatted(intrinsic.name(), count));
    }
    return arguments;
  }

  private String text(TemplateValue value) {
    return TemplateFields.text("this", resolve(value));
  }
}
