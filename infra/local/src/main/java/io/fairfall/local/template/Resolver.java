package io.fairfall.local.template;

import io.fairfall.local.template.Value.Absent;
import io.fairfall.local.template.Value.Intrinsic;
import io.fairfall.local.template.Value.Items;
import io.fairfall.local.template.Value.Members;
import io.fairfall.local.template.Value.Scalar;
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
  private final Map<String, Value> conditions;
  private final Map<String, Boolean> decided = new HashMap<>();

  Resolver(References references, Map<String, Value> conditions) {
    this.references = references;
    this.conditions = conditions;
  }

  /** The value without intrinsics; members that resolve to {@code AWS::NoValue} are gone. */
  Value resolve(Value value) {
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
    Value expression = conditions.get(condition);
    if (expression == null) {
      throw new TemplateError(line, "there is no condition " + condition + ".");
    }
    boolean holds = test(expression);
    decided.put(condition, holds);
    return holds;
  }

  private Members resolveMembers(Members members) {
    Map<String, Value> resolved = new LinkedHashMap<>();
    members
        .values()
        .forEach(
            (name, value) -> {
              Value member = resolve(value);
              if (!(member instanceof Absent)) {
                resolved.put(name, member);
              }
            });
    return new Members(resolved, members.line());
  }

  private Value apply(Intrinsic intrinsic) {
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
          throw new TemplateError(
              line, "!" + intrinsic.name() + " is not understood by the one-machine runner.");
    };
  }

  private boolean test(Value condition) {
    if (condition instanceof Members(Map<String, Value> members, int line)) {
      Value name = members.get("Condition");
      if (name != null && members.size() == 1) {
        return holds(text(name), line);
      }
    }
    if (!(condition instanceof Intrinsic intrinsic)) {
      throw new TemplateError(condition.line(), "a condition cannot be " + condition.kind() + ".");
    }
    return switch (intrinsic.name()) {
      case "Equals" -> {
        List<Value> sides = arguments(intrinsic, 2);
        yield text(sides.get(0)).equals(text(sides.get(1)));
      }
      case "Not" -> !test(arguments(intrinsic, 1).getFirst());
      case "And" -> Fields.items("!And", intrinsic.argument()).stream().allMatch(this::test);
      case "Or" -> Fields.items("!Or", intrinsic.argument()).stream().anyMatch(this::test);
      case "Condition" -> holds(text(intrinsic.argument()), intrinsic.line());
      default ->
          throw new TemplateError(
              intrinsic.line(), "!" + intrinsic.name() + " is not understood as a condition.");
    };
  }

  private Value reference(String name, int line) {
    if (name.equals("AWS::NoValue")) {
      return new Absent(line);
    }
    return new Scalar(found(name, line), line);
  }

  private String found(String name, int line) {
    return references
        .find(name)
        .orElseThrow(
            () -> new TemplateError(line, name + " is not known to the one-machine runner."));
  }

  private String attribute(Value argument) {
    return argument instanceof Items items
        ? items.values().stream().map(this::text).collect(Collectors.joining("."))
        : text(argument);
  }

  private Value substitute(Intrinsic intrinsic) {
    Value argument = intrinsic.argument();
    Map<String, Value> own = Map.of();
    if (argument instanceof Items) {
      List<Value> both = arguments(intrinsic, 2);
      argument = both.getFirst();
      if (resolve(both.getLast()) instanceof Members members) {
        own = members.values();
      }
    }
    Map<String, Value> names = own;
    String text =
        PLACEHOLDER
            .matcher(text(argument))
            .replaceAll(
                match ->
                    Matcher.quoteReplacement(
                        placeholder(match.group(1), match.group(2), names, intrinsic.line())));
    return new Scalar(text, intrinsic.line());
  }

  private String placeholder(String mark, String name, Map<String, Value> own, int line) {
    if (!mark.isEmpty()) {
      return "${" + name + "}";
    }
    @Nullable Value value = own.get(name);
    return value == null ? found(name, line) : text(value);
  }

  private Value choose(List<Value> arguments, int line) {
    return resolve(arguments.get(holds(text(arguments.getFirst()), line) ? 1 : 2));
  }

  private Value join(List<Value> arguments, int line) {
    String separator = text(arguments.getFirst());
    Value list = resolve(arguments.getLast());
    return new Scalar(
        Fields.items("!Join", list).stream().map(this::text).collect(Collectors.joining(separator)),
        line);
  }

  private List<Value> arguments(Intrinsic intrinsic, int count) {
    List<Value> arguments = Fields.items("!" + intrinsic.name(), intrinsic.argument());
    if (arguments.size() != count) {
      throw new TemplateError(
          intrinsic.line(), "!%s takes %d arguments.".formatted(intrinsic.name(), count));
    }
    return arguments;
  }

  private String text(Value value) {
    return Fields.text("this", resolve(value));
  }
}
