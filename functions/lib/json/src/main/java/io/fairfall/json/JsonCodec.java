package io.fairfall.json;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonException;
import io.avaje.jsonb.Jsonb;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON in and out. Everything that is not of this process is read here: what clients send, what we
 * have stored or sent from one function to another, and the events of the platform.
 *
 * <p>Clients' text and our own are read by one {@link StrictReader}. They differ in two things. A
 * client's unknown member is refused by its name; in our own it is skipped, because during a
 * deployment, and after one that was taken back, an older release reads what a newer one wrote:
 * forms may grow by members that are {@code @Nullable}, and only so. And a client's mistake is an
 * {@link InvalidJsonException}, ours a {@link BrokenStoreException}.
 *
 * <p>What is written does not change by a byte from one release to the next: stored bodies are
 * sealed and compared.
 */
public final class JsonCodec {
  /** Characters of a client's text. The parser of the platform's events gives up at 32,767. */
  public static final int MAX_CHARS = 32_000;

  private static final Jsonb READING = builder().adapter(new ReadingStream()).build();
  private static final Jsonb WRITING = builder().failOnNullPrimitives(true).build();

  private JsonCodec() {}

  private static Jsonb.Builder builder() {
    return Jsonb.builder().classLoader(JsonCodec.class.getClassLoader());
  }

  /**
   * Reads what a client sent, as a record.
   *
   * @param text one JSON object
   * @throws InvalidJsonException with a sentence that names the first member that is not as the
   *     record wants it; also what the record's constructor refuses by an IllegalArgumentException
   */
  public static <T> T fromClient(Class<T> type, String text) {
    requireBounded(text);
    return read(type, new StrictReader(text, TypeShape.of(type), false));
  }

  /**
   * Reads what a client sent, member by member, where no record says what may be in it. Who asks
   * for the members refuses those that it does not know.
   *
   * @return the members in order: texts, {@code Boolean}, {@code Long} for whole numbers of 64 bits
   *     and {@code BigDecimal} for all others, lists, maps, null
   * @throws InvalidJsonException if it is not one JSON object, or has two members of one name
   */
  public static Map<String, @Nullable Object> membersFromClient(String text) {
    requireBounded(text);
    return members(text);
  }

  /**
   * Reads what we wrote ourselves, as a record.
   *
   * @throws BrokenStoreException if it is anything else than we write
   */
  public static <T> T fromStore(Class<T> type, String text) {
    try {
      return read(type, new StrictReader(text, TypeShape.of(type), true));
    } catch (InvalidJsonException broken) {
      throw new BrokenStoreException(type, broken);
    }
  }

  /**
   * Reads what we wrote ourselves, member by member.
   *
   * @return as {@link #membersFromClient}
   * @throws BrokenStoreException if it is no JSON object as we write it
   */
  public static Map<String, @Nullable Object> membersFromStore(String text) {
    try {
      return members(text);
    } catch (InvalidJsonException broken) {
      throw new BrokenStoreException(Map.class, broken);
    }
  }

  /**
   * Reads an event of the platform: its form is not ours, has many more members than we read, and
   * gets new ones at any time. Clients' text in it is text, and is read by {@link #fromClient}.
   *
   * @throws JsonException if it is no such event, which is not a client's doing
   */
  public static <T> T fromPlatform(Class<T> type, String text) {
    return WRITING.type(type).fromJson(text);
  }

  /** Writes a record, a map or a list. Absent (null) members are left out. */
  public static String write(Object value) {
    return WRITING.toJson(value);
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

  private static void requireBounded(String text) {
    if (text.length() > MAX_CHARS) {
      throw InvalidJsonException.tooLong(MAX_CHARS);
    }
  }

  private static <T> T read(Class<T> type, StrictReader reader) {
    JsonAdapter<T> adapter = READING.adapter(type);
    try {
      reader.requireObject();
      T value = adapter.fromJson(reader);
      reader.requireEnd();
      return value;
    } catch (JsonText.MalformedException noJson) {
      throw reader.malformed();
    } catch (IllegalArgumentException refused) {
      String sentence = refused.getMessage();
      throw new InvalidJsonException(
          reader.path(), sentence == null ? otherForm(reader) : sentence);
    } catch (JsonException | NullPointerException otherForm) {
      throw new InvalidJsonException(reader.path(), otherForm(reader));
    }
  }

  private static String otherForm(StrictReader reader) {
    String path = reader.path();
    return (path.isEmpty() ? "The body" : path) + " is not of the documented form.";
  }

  private static Map<String, @Nullable Object> members(String text) {
    StrictReader reader = new StrictReader(text, TypeShape.ANY, true);
    try {
      reader.requireObject();
      Map<String, @Nullable Object> members = new JsonTree(reader).object();
      reader.requireEnd();
      return members;
    } catch (JsonText.MalformedException noJson) {
      throw reader.malformed();
    }
  }
}
