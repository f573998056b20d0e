package io.fairfall.admin;

import io.fairfall.http.ProblemException;
import io.fairfall.http.RequestJson;
import io.fairfall.settings.Breaker;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A command as it was sent: a JSON object whose member {@code action} names what to do.
 *
 * <p>Members that the action does not know are refused: a misspelt one must not look as if it had
 * been obeyed.
 *
 * @param members all but {@code action}; a value may be null, which is not the same as absent
 */
record AdminCommand(String action, Map<String, @Nullable Object> members) {
  private static final int MAX_NAME = 64;
  private static final Pattern SIGNED_WEI = Pattern.compile("-?[1-9][0-9]{0,77}");

  /**
   * Reads a command.
   *
   * @throws ProblemException if it is none
   */
  static AdminCommand parse(String text) {
    Map<String, @Nullable Object> members = copy(RequestJson.members(text));
    if (members.remove("action") instanceof String action) {
      return new AdminCommand(action, members);
    }
    throw ProblemException.invalid("Say what to do: {\"action\": \"settings.show\"}.");
  }

  /** Refuses a command with any other member. */
  AdminCommand only(String... known) {
    for (String name : members.keySet()) {
      if (!List.of(known).contains(name)) {
        throw ProblemException.invalid(
            action + " knows no " + name + ", only " + String.join(", ", known) + ".");
      }
    }
    return this;
  }

  /** The operator who asks. The names of the system's own parts are nobody's. */
  String by() {
    String name = text("by", MAX_NAME, "who you are");
    if (Breaker.Part.isNamed(name)) {
      throw ProblemException.invalid(name + " is the name of a part of the system: take another.");
    }
    return name;
  }

  /** Why, in the operator's words. */
  String reason() {
    return text("reason", Breaker.MAX_REASON, "why, for everybody who reads the history");
  }

  /** A whole number between two bounds, or a default where there is none. */
  long number(String name, long otherwise, long min, long max) {
    if (!members.containsKey(name)) {
      return otherwise;
    }
    return whole(name, members.get(name), min, max);
  }

  /**
   * A member {@code amount}: wei, with a minus to take.
   *
   * @param take what the minus says, in words
   */
  BigInteger amount(String take) {
    if (members.get("amount") instanceof String amount && SIGNED_WEI.matcher(amount).matches()) {
      return new BigInteger(amount);
    }
    throw ProblemException.invalid(
        "amount must be wei as a decimal string, with a minus to " + take + ", and not 0.");
  }

  /** The members of a member. */
  Map<String, @Nullable Object> object(String name) {
    if (members.get(name) instanceof Map<?, ?> object) {
      return copy(object);
    }
    throw ProblemException.invalid(name + " is missing: an object.");
  }

  /** The items of a member. */
  List<?> items(String name, int max) {
    if (members.get(name) instanceof List<?> items && !items.isEmpty() && items.size() <= max) {
      return items;
    }
    throw ProblemException.invalid(name + " must be a list of 1 to " + max + ".");
  }

  /** A whole number between two bounds. */
  static long whole(String name, @Nullable Object value, long min, long max) {
    if (value instanceof Long number && number >= min && number <= max) {
      return number;
    }
    throw ProblemException.invalid(
        name + " must be a whole number from " + min + " to " + max + ".");
  }

  /** One line of text. */
  String text(String name, int maxLength, String meaning) {
    if (members.get(name) instanceof String text
        && !text.isBlank()
        && text.strip().length() <= maxLength
        && text.chars().noneMatch(Character::isISOControl)) {
      return text.strip();
    }
    throw ProblemException.invalid(
        name + " must say " + meaning + ", in one line of 1 to " + maxLength + " characters.");
  }

  private static Map<String, @Nullable Object> copy(Map<?, ?> object) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    object.forEach((name, value) -> copy.put(String.valueOf(name), value));
    return copy;
  }
}
