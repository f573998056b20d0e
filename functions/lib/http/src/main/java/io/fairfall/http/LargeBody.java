package io.fairfall.http;

import io.fairfall.json.JsonCodec;
import java.util.Optional;

/**
 * A body that is too large, found before the event around it is parsed. API Gateway passes bodies
 * of megabytes on, our parser gives up on one long text, and then not even the connection would be
 * known that must be told so. The event itself is well-formed: API Gateway wrote it.
 */
final class LargeBody {
  private static final String NAME = "body";
  private static final int HEX_DIGITS = 4;

  private final String event;
  private int chars;

  private LargeBody(String event) {
    this.event = event;
  }

  /** The event with an empty body, if its body is too large; nothing if there is nothing to cut. */
  static Optional<String> cutFrom(String event) {
    return event.length() <= JsonCodec.MAX_CHARS ? Optional.empty() : new LargeBody(event).cut();
  }

  private Optional<String> cut() {
    int depth = 0;
    boolean isBody = false;
    for (int i = 0; i < event.length(); i++) {
      char c = event.charAt(i);
      if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
      } else if (c == '"') {
        int end = endOfText(i + 1);
        boolean isName = isName(end);
        if (isBody && !isName && chars > JsonCodec.MAX_CHARS) {
          return Optional.of(event.substring(0, i + 1) + event.substring(end));
        }
        isBody = depth == 1 && isName && event.substring(i + 1, end).equals(NAME);
        i = end;
      }
    }
    return Optional.empty();
  }

  /** The closing quote of a text; its characters are counted on the way, each escape as one. */
  private int endOfText(int start) {
    chars = 0;
    int i = start;
    while (event.charAt(i) != '"') {
      if (event.charAt(i) == '\\') {
        i += event.charAt(i + 1) == 'u' ? 1 + HEX_DIGITS : 1;
      }
      chars++;
      i++;
    }
    return i;
  }

  private boolean isName(int closingQuote) {
    int i = closingQuote + 1;
    while (i < event.length() && Character.isWhitespace(event.charAt(i))) {
      i++;
    }
    return i < event.length() && event.charAt(i) == ':';
  }
}
