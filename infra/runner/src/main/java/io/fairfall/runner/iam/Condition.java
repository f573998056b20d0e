package io.fairfall.runner.iam;

import java.util.List;
import java.util.function.Predicate;

/**
 * A condition on the partition keys of a request.
 *
 * <p>{@code dynamodb:LeadingKeys} is a list, and IAM compares lists with a set operator only. With
 * {@code ForAllValues} a request without any leading key passes, as it does on AWS: such a
 * statement alone therefore allows what touches no named item, a scan for example, if its actions
 * include it.
 */
record Condition(boolean forAll, List<Glob> allowed) {
  static final String LEADING_KEYS = "dynamodb:LeadingKeys";

  /**
   * @throws PolicyNotUnderstoodException for any operator or key but the ones that templates here
   *     use
   */
  static Condition of(String operator, String key, List<String> values) {
    if (!key.equalsIgnoreCase(LEADING_KEYS)) {
      throw new PolicyNotUnderstoodException("the condition key " + key);
    }
    String[] parts = operator.split(":", 2);
    if (parts.length != 2) {
      throw new PolicyNotUnderstoodException(
          "%s on %s without ForAllValues or ForAnyValue".formatted(operator, key));
    }
    boolean forAll =
        switch (parts[0]) {
          case "ForAllValues" -> true;
          case "ForAnyValue" -> false;
          default -> throw new PolicyNotUnderstoodException("the condition operator " + operator);
        };
    return switch (parts[1]) {
      case "StringLike" -> new Condition(forAll, values.stream().map(Glob::exactCase).toList());
      case "StringEquals" -> new Condition(forAll, values.stream().map(Glob::literal).toList());
      default -> throw new PolicyNotUnderstoodException("the condition operator " + operator);
    };
  }

  boolean holds(Access access) {
    Predicate<String> isAllowed = key -> allowed.stream().anyMatch(glob -> glob.matches(key));
    return forAll
        ? access.leadingKeys().stream().allMatch(isAllowed)
        : access.leadingKeys().stream().anyMatch(isAllowed);
  }
}
