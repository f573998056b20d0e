package io.fairfall.edge;

/**
 * A scan of JSON text before any parser sees it. Parsers recurse: a few thousand brackets overflow
 * their stack. They also stop at the end of the first value and ignore what follows. The scan knows
 * only brackets, strings and white space; everything else is the parser's to judge.
 */
final class JsonShape {
  static final int MAX_DEPTH = 16;

  /** The parser behind this gives up on a text of 32,767 characters within an event. */
  static final int MAX_CHARS = 32_000;

  private JsonShape() {}

  /**
   * Checks that the text is one object of bounded depth and size, with nothing behind it.
   *
   * @throws Refusal if it is not
   */
  static void check(String text) {
    if (text.length() > MAX_CHARS) {
      throw tooLarge().refusal();
    }
    int start = skipWhiteSpace(text, 0);
    if (start == text.length() || text.charAt(start) != '{') {
      throw Refusal.invalid("The body must be a JSON object.");
    }
    int end = endOfValue(text, start);
    if (skipWhiteSpace(text, end) != text.length()) {
      throw Refusal.invalid("There is text after the JSON object.");
    }
  }

  static Problem tooLarge() {
    return Problem.of(CommonCode.TOO_LARGE, "A message has at most " + MAX_CHARS + " characters.");
  }

  private static int endOfValue(String text, int start) {
    int depth = 0;
    boolean inString = false;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (inString) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          inString = false;
        }
      } else if (c == '"') {
        inString = true;
      } else if (c == '{' || c == '[') {
        if (++depth > MAX_DEPTH) {
          throw Refusal.invalid("JSON may be nested " + MAX_DEPTH + " deep at most.");
        }
      } else if ((c == '}' || c == ']') && --depth == 0) {
        return i + 1;
      }
    }
    throw Refusal.invalid("The JSON object is not complete.");
  }

  private static int skipWhiteSpace(String text, int from) {
    int i = from;
    while (i < text.length() && " \t\r\n".indexOf(text.charAt(i)) >= 0) {
      i++;
    }
    return i;
  }
}
