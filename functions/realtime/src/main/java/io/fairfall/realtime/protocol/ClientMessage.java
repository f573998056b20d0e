package io.fairfall.realtime.protocol;

import io.fairfall.http.ProblemException;
import io.fairfall.http.RequestJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A message as a client sent it. Each member is refused by its name: whoever writes a client reads
 * what is wrong with which.
 *
 * @param of the member that this object is the value of, like {@code positions.}; empty for the
 *     message itself
 */
public record ClientMessage(String of, Map<String, Object> members) {
  private static final int MAX_TEXT_CHARS = 64;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_:.-]{1,80}");
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  /** Reads a message. */
  public static ClientMessage of(String text) {
    return new ClientMessage("", objectIn(RequestJson.members(text)));
  }

  /** What is asked for, which has brought the message here; empty if that is not said. */
  public String action() {
    return Objects.requireNonNullElse(text("action", MAX_TEXT_CHARS), "");
  }

  /** This message, which has nothing but these members, {@code action} and {@code requestId}. */
  public ClientMessage only(Set<String> known) {
    action();
    for (String name : members.keySet()) {
      if (!known.contains(name) && !name.equals("action") && !name.equals("requestId")) {
        throw unknown(name);
      }
    }
    return this;
  }

  /** The client's own name for the message, which its answer carries; null if it has none. */
  public @Nullable String requestId() {
    String id = text("requestId", MAX_TEXT_CHARS);
    if (id != null && !REQUEST_ID.matcher(id).matches()) {
      throw wrong("requestId", "1 to 64 characters of A-Z a-z 0-9 _ . -");
    }
    return id;
  }

  /** A text of some length at most, or null if it is absent. */
  @Nullable String text(String name, int maxChars) {
    Object value = members.get(name);
    if (value == null || (value instanceof String text && text.length() <= maxChars)) {
      return (String) value;
    }
    throw wrong(name, "a text of " + maxChars + " characters at most");
  }

  /** A whole number of nothing or something, or null if it is absent. */
  @Nullable Long number(String name) {
    Object value = members.get(name);
    if (value == null) {
      return null;
    }
    if (value instanceof Long number && number >= 0) {
      return number;
    }
    throw wrong(name, "a whole number from 0 to " + Long.MAX_VALUE);
  }

  /** An object with these members at most, or null if it is absent. */
  @Nullable ClientMessage object(String name, Set<String> known) {
    return object(name, known::contains);
  }

  /** An object with such members only, or null if it is absent. */
  @Nullable ClientMessage object(String name, Predicate<String> known) {
    Object value = members.get(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof Map)) {
      throw wrong(name, "an object");
    }
    ClientMessage inner = new ClientMessage(of + name + ".", objectIn(value));
    for (String member : inner.members().keySet()) {
      if (!known.test(member)) {
        throw inner.unknown(member);
      }
    }
    return inner;
  }

  /** A list of texts, empty if it is absent. */
  List<String> texts(String name, int max) {
    Object value = members.get(name);
    if (value == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    if (value instanceof List<?> list && list.size() <= max) {
      for (Object item : list) {
        if (item instanceof String text) {
          texts.add(text);
        }
      }
      if (texts.size() == list.size()) {
        return texts;
      }
    }
    throw wrong(name, "a list of " + max + " texts at most");
  }

  /** That a member is not what it has to be. */
  ProblemException wrong(String name, String expected) {
    return ProblemException.invalid(of + name + " must be " + expected + ".");
  }

  /** Only a name that could be one of ours is repeated: an answer is plain, and short. */
  private ProblemException unknown(String name) {
    return ProblemException.invalid(
        NAME.matcher(name).matches()
            ? of + name + " is no member of this message."
            : "A member's name is not one of this message's.");
  }

  @SuppressWarnings("unchecked") // the parser's objects have texts as names
  private static Map<String, Object> objectIn(Object value) {
    return (Map<String, Object>) value;
  }
}
