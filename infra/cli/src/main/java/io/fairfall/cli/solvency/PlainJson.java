package io.fairfall.cli.solvency;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON as far as statements and proofs have it: objects, lists, texts of visible ASCII
 * without escapes, and whole numbers. Anything else is refused.
 */
final class PlainJson {
  /** Longer texts are no statement and no proof. */
  static final int MAX_CHARS = 32_000;

  private static final int MAX_DEPTH = 4;
  private static final int MAX_DIGITS = 16;

  private final String text;
  private int at;

  private PlainJson(String text) {
    this.text = text;
  }

  /** The members of one object; texts, numbers, lists and members again. */
  static Map<String, Object> object(String text) {
    if (text.length() > MAX_CHARS) {
      throw SolvencyRefusedException.malformed("It has more than 32,000 characters.");
    }
    PlainJson json = new PlainJson(text);
    Object value = json.value(0);
    json.skip();
    if (json.at != text.length()) {
      throw json.refused();
    }
    if (value instanceof Map<?, ?> members) {
      Map<String, Object> named = new LinkedHashMap<>();
      members.forEach((name, member) -> named.put(String.valueOf(name), member));
      return named;
    }
    throw json.refused();
  }

  private Object value(int depth) {
    skip();
    char next = at < text.length() ? text.charAt(at) : ' ';
    if (depth >= MAX_DEPTH) {
      throw refused();
    }
    return switch (next) {
      case '{' -> members(depth);
      case '[' -> list(depth);
      case '"' -> string();
      default -> number();
    };
  }

  private Map<String, Object> members(int depth) {
    Map<String, Object> members = new LinkedHashMap<>();
    at++;
    if (isNext('}')) {
      return members;
    }
    do {
      skip();
      String name = string();
      if (!isNext(':') || members.containsKey(name)) {
        throw refused();
      }
      members.put(name, value(depth + 1));
    } while (isNext(','));
    if (!isNext('}')) {
      throw refused();
    }
    return members;
  }

  private List<Object> list(int depth) {
    List<Object> list = new ArrayList<>();
    at++;
    if (isNext(']')) {
      return list;
    }
    do {
      list.add(value(depth + 1));
    } while (isNext(','));
    if (!isNext(']')) {
      throw refused();
    }
    return list;
  }

  private String string() {
    int begin = at + 1;
    if (at >= text.length() || text.charAt(at) != '"') {
      throw refused();
    }
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at);
      if (c == '\\' || c < ' ' || c > '~') {
        throw refused();
      }
      at++;
    }
    if (at == text.length()) {
      throw refused();
    }
    at++;
    return text.substring(begin, at - 1);
  }

  private BigInteger number() {
    int begin = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    String digits = text.substring(begin, at);
    boolean isWhole = !digits.isEmpty() && digits.length() <= MAX_DIGITS;
    if (!isWhole || (digits.length() > 1 && digits.charAt(0) == '0')) {
      throw refused();
    }
    return new BigInteger(digits);
  }

  private boolean isNext(char wanted) {
    skip();
    if (at < text.length() && text.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private void skip() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private SolvencyRefusedException refused() {
    return SolvencyRefusedException.malformed(
        "It is no JSON of a statement's kind at character %d.".formatted(at + 1));
  }
}
