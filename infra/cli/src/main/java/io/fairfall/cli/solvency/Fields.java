package io.fairfall.cli.solvency;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members of one object, which are exactly those that are named. */
final class Fields {
  private final Map<?, ?> members;

  Fields(@Nullable Object value, String... names) {
    if (!(value instanceof Map<?, ?> map) || !map.keySet().equals(Set.of(names))) {
      throw SolvencyRefusedException.malformed("Exactly these belong here: " + List.of(names));
    }
    this.members = map;
  }

  /** A text of this form. */
  String text(String name, String form) {
    if (members.get(name) instanceof String text && text.matches(form)) {
      return text;
    }
    throw refused(name);
  }

  /** A whole number of JSON in these bounds. */
  long number(String name, long min, long max) {
    if (members.get(name) instanceof BigInteger number
        && number.compareTo(BigInteger.valueOf(min)) >= 0
        && number.compareTo(BigInteger.valueOf(max)) <= 0) {
      return number.longValueExact();
    }
    throw refused(name);
  }

  /** A list of so many. */
  List<?> list(String name, int min, int max) {
    if (members.get(name) instanceof List<?> list && list.size() >= min && list.size() <= max) {
      return list;
    }
    throw refused(name);
  }

  /** A list of so many texts of this form. */
  List<String> texts(String name, int min, int max, String form) {
    List<?> list = list(name, min, max);
    for (Object one : list) {
      if (!(one instanceof String text) || !text.matches(form)) {
        throw refused(name);
      }
    }
    return list.stream().map(String::valueOf).toList();
  }

  /** A member that is an object itself. */
  Fields object(String name, String... names) {
    return new Fields(members.get(name), names);
  }

  private static SolvencyRefusedException refused(String name) {
    return SolvencyRefusedException.malformed(name + " is not of its form.");
  }
}
