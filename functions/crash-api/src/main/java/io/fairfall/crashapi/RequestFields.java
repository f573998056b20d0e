package io.fairfall.crashapi;

import io.fairfall.http.ProblemException;
import io.fairfall.http.Request;
import io.fairfall.json.WholeNumber;
import io.fairfall.ledger.OperationId;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Members that several messages share. */
final class RequestFields {
  private static final long MAX_VERSION = 999_999_999_999_999L;
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final long MAX_ATTEMPT = 1_000_000;

  private RequestFields() {}

  /** A journal version as text, which is what round and bet ids are. */
  static long version(String name, @Nullable String text) {
    return WholeNumber.parse(text == null ? "" : text, 1, MAX_VERSION)
        .orElseThrow(
            () -> ProblemException.invalid(name + " must be a string of digits, like \"17\"."));
  }

  /** The client's own name for a message. */
  static String requestId(@Nullable String text) {
    if (text == null || !REQUEST_ID.matcher(text).matches()) {
      throw ProblemException.invalid("requestId must be 1 to 64 characters of A-Z a-z 0-9 _ . -");
    }
    return text;
  }

  /** The one account version that a client insists on, if it does. */
  static OptionalLong expectedVersion(@Nullable Long version) {
    if (version == null) {
      return OptionalLong.empty();
    }
    if (version < 0) {
      throw ProblemException.invalid("expectedVersion must not be negative.");
    }
    return OptionalLong.of(version);
  }

  /** An {@code Idempotency-Key}. */
  static OperationId operationId(@Nullable String key) {
    if (key == null) {
      throw ProblemException.invalid(
          "Send an Idempotency-Key: your account's version, a dot, and 8 to 22 random characters"
              + " of A-Z a-z 0-9 _ -. Send the same key when you ask again.");
    }
    return OperationId.parse(key)
        .orElseThrow(
            () ->
                ProblemException.invalid(
                    "An Idempotency-Key is your account's version, a dot, and 8 to 22 random"
                        + " characters of A-Z a-z 0-9 _ -."));
  }

  /** Whether an HTTP client says that it never asked this before. */
  static boolean isFirstAttempt(Request request) {
    String attempt = request.header("idempotency-attempt");
    return attempt != null
        && isFirst(
            "Idempotency-Attempt",
            WholeNumber.parse(attempt, 1, MAX_ATTEMPT).orElse(Long.MIN_VALUE));
  }

  /** The same over a WebSocket; a client that does not count its attempts may have asked before. */
  static boolean isFirstAttempt(@Nullable Integer attempt) {
    return attempt != null && isFirst("attempt", attempt);
  }

  private static boolean isFirst(String name, long attempt) {
    if (attempt < 1 || attempt > MAX_ATTEMPT) {
      throw ProblemException.invalid(
          name + " must be a whole number from 1 to " + MAX_ATTEMPT + ": 1 at first.");
    }
    return attempt == 1;
  }
}
