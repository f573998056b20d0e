package io.fairfall.runner.iam;

import java.util.regex.Pattern;

/** A pattern of IAM: {@code *} stands for any text, {@code ?} for one character. */
record Glob(String text, Pattern pattern) {

  /** Resources and condition values are compared as they are written. */
  static Glob exactCase(String text) {
    return new Glob(text, Pattern.compile(regex(text), Pattern.DOTALL));
  }

  /** Actions are compared without regard to case. */
  static Glob anyCase(String text) {
    return new Glob(text, Pattern.compile(regex(text), Pattern.DOTALL | Pattern.CASE_INSENSITIVE));
  }

  /** Text without wildcards, as {@code StringEquals} compares it. */
  static Glob literal(String text) {
    return new Glob(text, Pattern.compile(Pattern.quote(text)));
  }

  boolean matches(String value) {
    return pattern.matcher(value).matches();
  }

  private static String regex(String text) {
    StringBuilder regex = new StringBuilder();
    text.chars()
        .forEach(
            character -> {
              switch (character) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(Character.toString(character)));
              }
            });
    return regex.toString();
  }
}
