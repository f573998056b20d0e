package io.fairfall.play;

import io.fairfall.edge.Refusal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Members that several messages share. */
final class Fields {
  private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,14}");
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  private Fields() {}

  /** A journal version as text, which is what round and bet ids are. */
  static long version(String name, @Nullable String text) {
    if (text == null || !VERSION.matcher(text).matches()) {
      throw Refusal.invalid(name + " must be a string of digits, like \"17\".");
    }
    return Long.parseLong(text);
  }

  /** The client's own name for a message. */
  static String requestId(@Nullable String text) {
    if (text == null || !REQUEST_ID.matcher(text).matches()) {
      throw Refusal.invalid("requestId must be 1 to 64 characters of A-Z a-z 0-9 _ . -");
    }
    return text;
  }
}
