package io.fairfall.auditor;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Something that is wrong with an export.
 *
 * @param name what was done
 * @param check the auditor's method that finds it, and nothing else does under this word there
 * @param rule the word that it is filed under
 * @param plant does it, and answers with the entry where it must be found
 * @param options for the auditor beside the usual ones
 */
record Planted(
    String name, String check, String rule, Function<Forgery, Line> plant, List<String> options) {
  static Planted of(String name, String check, Function<Forgery, Line> plant) {
    String method = check.substring(check.indexOf('.') + 1, check.indexOf('/'));
    return new Planted(name, check, word(method), plant, List.of());
  }

  Planted filedUnder(String other) {
    return new Planted(name, check, other, plant, options);
  }

  Planted with(String... more) {
    return new Planted(name, check, rule, plant, List.of(more));
  }

  /** A method's name as the word of the specification. */
  static String word(String method) {
    return method.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return name;
  }
}
