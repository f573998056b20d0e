package io.fairfall.json;

import java.math.BigDecimal;

/**
 * JSON text and a place in it: characters, strings and numbers exactly as RFC 8259 writes them, and
 * no halves of characters (RFC 7493, 2.1): no UTF-8 has them, so nothing that repeats one could be
 * written. Which of them belongs where is {@link StrictReader}'s to judge.
 */
final class JsonText {
  private static final int HEX_DIGITS = 4;
  private static final int HEX = 16;

  /** So many always fit into 64 bits. */
  private static final int SAFE_DIGITS = 18;

  /** What stands behind the end: no character of JSON outside of strings. */
  private static final char END = 0;

  private final String text;
  private int at;

  JsonText(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  int at() {
    return at;
  }

  void moveTo(int place) {
    at = place;
  }

  /** The next character that is no white space, which stays; {@code 0} at the end. */
  char peek() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c > ' ') {
        return c;
      }
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        throw malformed();
      }
      at++;
    }
    return END;
  }

  /** Takes a character that has to be the next one. */
  void take(char expected) {
    if (peek() != expected) {
      throw malformed();
    }
    at++;
  }

  /** Takes a word if it is what comes next. */
  boolean takes(String word) {
    if (text.startsWith(word, at)) {
      at += word.length();
      return true;
    }
    return false;
  }

  boolean isAtNumber() {
    char c = peek();
    return c == '-' || isDigit(c);
  }

  /** That this is no JSON, from here on. */
  MalformedException malformed() {
    return new MalformedException();
  }

  boolean isAtEnd() {
    return at == text.length();
  }

  /** The text is no JSON; where it is not is where the text has come to. */
  static final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private MalformedException() {
      super(null, null, false, false);
    }
  }

  /** A string, from its opening quote to its closing one. */
  String string() {
    int start = at;
    String string = quoted();
    if (hasHalf(string)) {
      at = start;
      throw malformed();
    }
    return string;
  }

  /** Whether one of two surrogates stands without the other. */
  private static boolean hasHalf(String string) {
    for (int i = 0; i < string.length(); i++) {
      if (Character.isSurrogate(string.charAt(i))) {
        if (!Character.isSupplementaryCodePoint(string.codePointAt(i))) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  private String quoted() {
    int start = at + 1;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        at = i + 1;
        return text.substring(start, i);
      }
      if (c == '\\' || c < ' ') {
        return escaped(start, i);
      }
    }
    at = text.length();
    throw malformed();
  }

  private String escaped(int start, int firstEscape) {
    StringBuilder plain = new StringBuilder(text.length() - start);
    plain.append(text, start, firstEscape);
    at = firstEscape;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c < ' ') {
        throw malformed();
      }
      at++;
      if (c == '"') {
        return plain.toString();
      }
      plain.append(c == '\\' ? escape() : c);
    }
    throw malformed();
  }

  private char escape() {
    char c = at < text.length() ? text.charAt(at++) : END;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hex();
      default -> {
        at--;
        throw malformed();
      }
    };
  }

  private char hex() {
    int value = 0;
    for (int i = 0; i < HEX_DIGITS; i++) {
      int digit = at < text.length() ? Character.digit(text.charAt(at), HEX) : -1;
      if (digit < 0 || text.charAt(at) > 'f') {
        throw malformed();
      }
      value = value * HEX + digit;
      at++;
    }
    return (char) value;
  }

  /**
   * A whole number: digits, perhaps behind a minus, and neither fraction nor exponent.
   *
   * @throws NumberFormatException if it is a number, and not such a one
   */
  long whole(long min, long max) {
    boolean isNegative = text.charAt(at) == '-';
    int start = isNegative ? at + 1 : at;
    int end = start;
    long value = 0;
    while (end < text.length() && isDigit(text.charAt(end))) {
      value = value * 10 + (text.charAt(end) - '0');
      end++;
    }
    int digits = end - start;
    boolean isCanonical = digits == 1 || (digits > 1 && text.charAt(start) != '0');
    if (!isCanonical || (end < text.length() && continuesNumber(text.charAt(end)))) {
      number();
      throw new NumberFormatException("a fraction, or an exponent");
    }
    if (digits > SAFE_DIGITS) {
      value = Long.parseLong(text, at, end, 10);
    } else if (isNegative) {
      value = -value;
    }
    if (value < min || value > max) {
      throw new NumberFormatException("out of range");
    }
    at = end;
    return value;
  }

  /** A number of any kind, as it is written. */
  String number() {
    int start = at;
    if (at < text.length() && text.charAt(at) == '-') {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '0') {
      at++;
    } else {
      digits();
    }
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      digits();
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at++;
      if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
        at++;
      }
      digits();
    }
    if (at < text.length() && (isDigit(text.charAt(at)) || continuesNumber(text.charAt(at)))) {
      throw malformed();
    }
    return text.substring(start, at);
  }

  private void digits() {
    if (at == text.length() || !isDigit(text.charAt(at))) {
      throw malformed();
    }
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
  }

  /** A number as what it is: a {@code Long}, or a {@code BigDecimal} where it is none. */
  Number numeric() {
    int start = at;
    try {
      return whole(Long.MIN_VALUE, Long.MAX_VALUE);
    } catch (NumberFormatException large) {
      at = start;
      return new BigDecimal(number());
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean continuesNumber(char c) {
    return c == '.' || c == 'e' || c == 'E' || c == '+' || c == '-';
  }
}
