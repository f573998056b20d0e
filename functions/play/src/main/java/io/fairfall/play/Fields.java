package io.fairfall.play;

import io.fairfall.edge.Refusal;
import io.fairfall.edge.Request;
import io.fairfall.ledger.OperationId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Members that several messages share. */
final class Fields {
  private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,14}");
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final String FIRST_ATTEMPT = "1";

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

  /** An {@code Idempotency-Key}. */
  static OperationId operationId(@Nullable String key) {
    if (key == null) {
      throw Refusal.invalid(
          "Send an Idempotency-Key: your account's version, a dot, and 8 to 22 random characters"
              + " of A-Z a-z 0-9 _ -. Send the same key when you ask again.");
    }
    return OperationId.parse(key)
        .orElseThrow(
            () ->
                Refusal.invalid(
                    "An Idempotency-Key is your account's version, a dot, and 8 to 22 random"
                        + " characters of A-Z a-z 0-9 _ -."));
  }

  /** Whether an HTTP client says that it never asked this before. */
  static boolean isFirstAttempt(Request request) {
    return FIRST_ATTEMPT.equals(request.header("idempotency-attempt"));
  }
}
