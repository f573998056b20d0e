package io.fairfall.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code requestId} of a WebSocket message, found even in a message that is refused, so that
 * the client knows which of its messages the refusal answers.
 */
final class ClientReference {
  private static final Pattern REQUEST_ID =
      Pattern.compile("\"requestId\"\\s*:\\s*\"([A-Za-z0-9_.-]{1,64})\"");

  private ClientReference() {}

  static Optional<String> in(String message) {
    Matcher matcher = REQUEST_ID.matcher(message);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
