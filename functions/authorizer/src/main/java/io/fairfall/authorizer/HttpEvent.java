package io.fairfall.authorizer;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an HTTP API asks its authoriser (payload 2.0), as far as we use it.
 *
 * @param identitySource the values that the template names: the {@code Authorization} header alone
 */
@Json
record HttpEvent(@Nullable List<String> identitySource) {
  private static final String SCHEME = "Bearer ";

  /** The token behind the scheme, whose name is in any case (RFC 9110 section 11.1). */
  Optional<String> bearerToken() {
    if (identitySource == null || identitySource.size() != 1) {
      return Optional.empty();
    }
    String header = identitySource.getFirst();
    return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? Optional.of(header.substring(SCHEME.length()).strip())
        : Optional.empty();
  }
}
