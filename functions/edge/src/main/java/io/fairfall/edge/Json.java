package io.fairfall.edge;

import io.avaje.json.JsonException;
import io.avaje.jsonb.Jsonb;
import java.util.HexFormat;

/** JSON in and out. What a client sent is guarded; what we wrote ourselves is not. */
public final class Json {
  private static final Jsonb JSONB =
      Jsonb.builder().classLoader(Json.class.getClassLoader()).failOnNullPrimitives(true).build();

  private Json() {}

  /**
   * Reads what a client sent.
   *
   * @throws Refusal with {@code VALIDATION} or {@code TOO_LARGE} if it is not one JSON object of
   *     the wanted form; a record's constructor refuses by throwing IllegalArgumentException
   */
  public static <T> T fromClient(Class<T> type, String text) {
    JsonShape.check(text);
    try {
      return JSONB.type(type).fromJson(text);
    } catch (IllegalArgumentException refused) {
      throw Refusal.invalid(sentence(refused.getMessage()));
    } catch (JsonException | IllegalStateException | NullPointerException malformed) {
      throw Refusal.invalid("The body is not valid JSON of the documented form.");
    }
  }

  /** Reads what we wrote ourselves; a failure is a bug or a broken store. */
  public static <T> T fromOurselves(Class<T> type, String text) {
    return JSONB.type(type).fromJson(text);
  }

  /** Writes a record, a map or a list. Absent (null) members are left out. */
  public static String write(Object value) {
    return JSONB.toJson(value);
  }

  /**
   * The same JSON in ASCII. Text that is written as it is, a {@code @Json.Raw} member, has to be:
   * the writer takes each of its characters for a byte. Outside ASCII there are only the characters
   * of strings, and those can be escaped.
   */
  public static String ascii(String json) {
    int plain = 0;
    while (plain < json.length() && json.charAt(plain) < 0x80) {
      plain++;
    }
    if (plain == json.length()) {
      return json;
    }
    StringBuilder text = new StringBuilder(json.length() + 64).append(json, 0, plain);
    for (int i = plain; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c < 0x80) {
        text.append(c);
      } else {
        text.append("\\u").append(HexFormat.of().toHexDigits(c));
      }
    }
    return text.toString();
  }

  private static String sentence(@org.jspecify.annotations.Nullable String message) {
    return message == null ? "The body is not of the documented form." : message;
  }
}
