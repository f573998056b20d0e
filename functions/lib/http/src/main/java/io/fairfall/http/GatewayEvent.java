package io.fairfall.http;

import io.avaje.jsonb.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members that we use of the two events API Gateway sends: HTTP API payload 2.0 and WebSocket.
 * One form for both lets one function serve both.
 */
@Json
record GatewayEvent(
    @Nullable String routeKey,
    @Nullable Map<String, String> headers,
    @Nullable Map<String, String> pathParameters,
    @Nullable Map<String, String> queryStringParameters,
    @Nullable String body,
    @Nullable Boolean isBase64Encoded,
    Context requestContext) {

  @Json
  record Context(
      @Nullable String routeKey,
      @Nullable String requestId,
      @Nullable Long timeEpoch,
      @Nullable Long requestTimeEpoch,
      @Nullable String connectionId,
      @Nullable String eventType,
      @Nullable Http http,
      @Nullable Identity identity,
      @Nullable Authorizer authorizer) {}

  @Json
  record Http(@Nullable String sourceIp) {}

  @Json
  record Identity(@Nullable String sourceIp) {}

  /** An HTTP authoriser's context is under {@code lambda}, a WebSocket authoriser's is flat. */
  @Json
  record Authorizer(
      @Nullable String player, @Nullable String sessionEndsAt, @Nullable Lambda lambda) {}

  @Json
  record Lambda(@Nullable String player, @Nullable String sessionEndsAt) {}
}
