package io.fairfall.authorizer;

import io.avaje.jsonb.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a WebSocket API asks its authoriser on {@code $connect}, as far as we use it.
 *
 * @param methodArn the route that an answer allows or denies
 */
@Json
record SocketEvent(String methodArn, @Nullable Map<String, String> queryStringParameters) {
  /** The ticket, also an empty one; null for a spectator. */
  @Nullable String ticket() {
    return queryStringParameters == null ? null : queryStringParameters.get("ticket");
  }
}
