package io.fairfall.json;

import io.avaje.json.JsonReader;
import io.avaje.json.PropertyNames;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON for the generated adapters, which know each member's type and ask for exactly that. A
 * lenient parser makes of whatever it finds something of that type: it lets a number of 65 bits
 * wrap, takes text for a number, the last of two members of one name, nothing for 0. Here each of
 * these is refused, by the member's name.
 *
 * <ul>
 *   <li>A whole number is digits, within its type's range. Text has quotes, and nothing else has.
 *   <li>A member that the record has not is refused, or skipped where {@code takesUnknown} says so:
 *       what a newer release has written must be readable to an older one.
 *   <li>No object has two members of one name. No comma stands before a closing bracket.
 *   <li>A primitive member is there. For all others null and nothing are the same; nothing can be
 *       an element of a list.
 *   <li>Brackets are nested {@value #MAX_DEPTH} deep at most, and nothing follows the value.
 * </ul>
 */
final class StrictReader implements JsonReader {
  static final int MAX_DEPTH = 16;

  private final JsonText text;
  private final boolean takesUnknown;
  private final OpenBracket[] open = new OpenBracket[MAX_DEPTH + 1];
  private int depth;

  /** What the next value has to be. */
  private TypeShape expected;

  StrictReader(String text, TypeShape root, boolean takesUnknown) {
    this.text = new JsonText(text);
    this.expected = root;
    this.takesUnknown = takesUnknown;
  }

  /** That the text is one object; what it has to be is known. */
  void requireObject() {
    if (text.peek() != '{') {
      throw new InvalidJsonException("", "The body must be a JSON object.");
    }
  }

  /** That nothing follows. */
  void requireEnd() {
    if (text.peek() != 0) {
      throw new InvalidJsonException("", "There is text after the JSON object.");
    }
  }

  /** What is said of text that is no JSON. */
  InvalidJsonException malformed() {
    String path = path();
    return new InvalidJsonException(
        path,
        text.isAtEnd()
            ? "The JSON object is not complete."
            : "The body is not valid JSON%s: see its character %d."
                .formatted(path.isEmpty() ? "" : " at " + path, text.at() + 1));
  }

  /** Where the reader is, like {@code bet_data.legs[2].kickoff}; empty for the whole. */
  String path() {
    StringBuilder path = new StringBuilder();
    for (int i = 1; i <= depth; i++) {
      open[i].appendTo(path);
    }
    return path.toString();
  }

  // ---------------------------------------------------------------- objects and lists

  @Override
  public void beginObject(PropertyNames names) {
    begin('{', "an object", (MemberNames) names);
  }

  @Override
  public void beginObject() {
    begin('{', "an object", null);
  }

  @Override
  public void beginArray() {
    begin('[', "a list", null);
  }

  private void begin(char opening, String what, @Nullable MemberNames names) {
    if (text.peek() != opening) {
      throw wrong(what);
    }
    if (depth == MAX_DEPTH) {
      throw new InvalidJsonException(path(), "JSON may be nested " + MAX_DEPTH + " deep at most.");
    }
    text.moveTo(text.at() + 1);
    depth++;
    if (open[depth] == null) {
      open[depth] = new OpenBracket();
    }
    TypeShape.Members members = names == null ? TypeShape.Members.NONE : expected.members();
    if (names != null && members.count() > 0 && members.count() != names.count()) {
      throw new IllegalStateException(expected.type() + " has not the members that it is read by");
    }
    open[depth].begin(names, members, expected.items());
  }

  @Override
  public boolean hasNextField() {
    return hasNext('}');
  }

  @Override
  public boolean hasNextElement() {
    if (!hasNext(']')) {
      return false;
    }
    OpenBracket bracket = open[depth];
    bracket.index++;
    expected = bracket.items;
    return true;
  }

  private boolean hasNext(char closing) {
    char c = text.peek();
    if (c == closing) {
      return false;
    }
    if (open[depth].count++ > 0) {
      text.take(',');
      if (text.peek() == closing) {
        throw refused(path(), "has a comma behind it, and nothing else");
      }
    }
    return true;
  }

  @Override
  public String nextField() {
    if (text.peek() != '"') {
      throw text.malformed();
    }
    OpenBracket bracket = open[depth];
    String name = bracket.names == null ? key(bracket) : member(bracket, bracket.names);
    text.take(':');
    return name;
  }

  private String member(OpenBracket bracket, MemberNames names) {
    int index = names.find(text.text(), text.at() + 1, bracket.index + 1);
    String name;
    if (index == MemberNames.NONE) {
      name = text.string();
      index = names.find(name);
    } else {
      name = names.name(index);
      text.moveTo(text.at() + name.length() + 2);
    }
    bracket.key = name;
    if (index == MemberNames.NONE) {
      if (!takesUnknown) {
        throw unknown(path(), name);
      }
      expected = TypeShape.ANY;
      return name;
    }
    long bit = 1L << index;
    if ((bracket.seen & bit) != 0) {
      throw refused(path(), "stands there twice");
    }
    bracket.seen |= bit;
    bracket.index = index;
    expected =
        index < bracket.members.count() ? bracket.members.shapes().get(index) : TypeShape.ANY;
    return name;
  }

  private String key(OpenBracket bracket) {
    String name = text.string();
    bracket.key = name;
    expected = bracket.items;
    if (bracket.keys == null) {
      bracket.keys = new HashSet<>();
    }
    if (!bracket.keys.add(name)) {
      throw refused(path(), "stands there twice");
    }
    return name;
  }

  @Override
  public void endObject() {
    text.take('}');
    OpenBracket bracket = open[depth];
    long missing = bracket.members.required() & ~bracket.seen;
    if (missing != 0 && bracket.names != null) {
      bracket.key = bracket.names.name(Long.numberOfTrailingZeros(missing));
      throw refused(path(), "is missing");
    }
    depth--;
  }

  @Override
  public void endArray() {
    text.take(']');
    depth--;
  }

  // ---------------------------------------------------------------- values

  @Override
  public boolean isNullValue() {
    if (text.peek() != 'n' || !text.takes("null")) {
      return false;
    }
    if (!open[depth].takesNull) {
      throw refused(path(), "must not be null");
    }
    return true;
  }

  /** Takes a null that has to be there. */
  void readNull() {
    if (!isNullValue()) {
      throw text.malformed();
    }
  }

  @Override
  @SuppressWarnings("NullAway") // the adapters of texts take null for a text that is absent
  public String readString() {
    if (text.peek() == '"') {
      return text.string();
    }
    if (isNullValue()) {
      return null;
    }
    throw wrong("a text");
  }

  @Override
  public long readLong() {
    return whole(Long.MIN_VALUE, Long.MAX_VALUE);
  }

  @Override
  public int readInt() {
    return (int) whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  private long whole(long min, long max) {
    if (!text.isAtNumber()) {
      throw wrong("a whole number");
    }
    try {
      return text.whole(min, max);
    } catch (NumberFormatException otherNumber) {
      throw wrong("a whole number from " + min + " to " + max);
    }
  }

  @Override
  public double readDouble() {
    requireNumber();
    double value = Double.parseDouble(text.number());
    if (Double.isInfinite(value)) {
      throw wrong("a number of 64 bits");
    }
    return value;
  }

  @Override
  public BigDecimal readDecimal() {
    requireNumber();
    return new BigDecimal(text.number());
  }

  @Override
  public BigInteger readBigInteger() {
    requireNumber();
    try {
      return new BigInteger(text.number());
    } catch (NumberFormatException fraction) {
      throw wrong("a whole number");
    }
  }

  /** A number of which nothing is known: a {@code Long}, or else a {@code BigDecimal}. */
  Number readNumber() {
    requireNumber();
    return text.numeric();
  }

  private void requireNumber() {
    if (!text.isAtNumber()) {
      throw wrong("a number");
    }
  }

  @Override
  public boolean readBoolean() {
    char c = text.peek();
    if (c == 't' && text.takes("true")) {
      return true;
    }
    if (c == 'f' && text.takes("false")) {
      return false;
    }
    throw wrong("true or false");
  }

  /** The text of a value as it stands. What is in it is judged by whoever reads it. */
  @Override
  public String readRaw() {
    text.peek();
    int start = text.at();
    skipValue();
    return text.text().substring(start, text.at());
  }

  @Override
  public void skipValue() {
    new JsonTree(this).value();
  }

  @Override
  public Token currentToken() {
    return switch (text.peek()) {
      case '{' -> Token.BEGIN_OBJECT;
      case '[' -> Token.BEGIN_ARRAY;
      case '"' -> Token.STRING;
      case 't', 'f' -> Token.BOOLEAN;
      case 'n' -> Token.NULL;
      default -> {
        if (text.isAtNumber()) {
          yield Token.NUMBER;
        }
        throw text.malformed();
      }
    };
  }

  @Override
  public void unmappedField(String name) {
    // nextField has refused it where it is to be refused
  }

  @Override
  public byte[] readBinary() {
    throw new UnsupportedOperationException("no form of ours has bytes in it");
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    throw new UnsupportedOperationException("there is nothing else behind this reader");
  }

  @Override
  public String location() {
    return path();
  }

  @Override
  public void close() {
    // nothing is held
  }

  // ---------------------------------------------------------------- refusals

  private InvalidJsonException wrong(String what) {
    return refused(path(), "must be " + what);
  }

  private static InvalidJsonException refused(String path, String how) {
    return new InvalidJsonException(path, (path.isEmpty() ? "The body " : path + " ") + how + ".");
  }

  private static InvalidJsonException unknown(String path, String name) {
    return OpenBracket.isPlain(name)
        ? refused(path, "is no member of this message")
        : new InvalidJsonException("", "A member's name is not one of this message's.");
  }
}
