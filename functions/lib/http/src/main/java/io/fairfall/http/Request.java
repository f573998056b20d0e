package io.fairfall.http;

import io.fairfall.json.WholeNumber;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a client asked, over either API.
 *
 * @param route an HTTP route like {@code POST /v1/bets}, or a WebSocket route like {@code bet}
 * @param headers by lower-case name; of a WebSocket, those of {@code $connect} only
 * @param body empty if there was none
 * @param player the signed-in player as the authoriser named it, or null
 * @param sessionEndsAtMs when the player's session ends, as the authoriser said, in milliseconds
 *     since 1970; null for a spectator
 * @param connectionId the WebSocket connection, or null over HTTP
 * @param arrivedAtMs API Gateway's own stamp, in milliseconds since 1970
 */
public record Request(
    String route,
    Map<String, String> headers,
    Map<String, String> path,
    Map<String, String> query,
    String body,
    @Nullable String player,
    @Nullable Long sessionEndsAtMs,
    @Nullable String connectionId,
    long arrivedAtMs,
    String requestId,
    String sourceIp) {

  static Request of(GatewayEvent event) {
    GatewayEvent.Context context = event.requestContext();
    boolean socket = context.connectionId() != null;
    Long stamp = socket ? context.requestTimeEpoch() : context.timeEpoch();
    return new Request(
        Objects.requireNonNullElse(socket ? context.routeKey() : event.routeKey(), ""),
        lowerCaseNames(event.headers()),
        orEmpty(event.pathParameters()),
        orEmpty(event.queryStringParameters()),
        body(event),
        player(context),
        sessionEndsAtMs(context),
        context.connectionId(),
        Objects.requireNonNull(stamp, "API Gateway stamps every request"),
        Objects.requireNonNullElse(context.requestId(), ""),
        sourceIp(context));
  }

  /**
   * The signed-in player. An authoriser stands before this; its absence is still refused, and so is
   * what arrives on a socket after the session that opened it has ended.
   */
  public String requirePlayer() {
    if (player == null) {
      throw Problem.of(CommonCode.UNAUTHENTICATED, "Sign in with your wallet first.").refusal();
    }
    if (sessionHasEnded()) {
      throw Problem.of(CommonCode.UNAUTHENTICATED, "Your session has ended. Sign in again.")
          .refusal();
    }
    return player;
  }

  /** Whether this arrived after the end of the session that it came with. */
  public boolean sessionHasEnded() {
    return sessionEndsAtMs != null && arrivedAtMs >= sessionEndsAtMs;
  }

  public @Nullable String header(String lowerCaseName) {
    return headers.get(lowerCaseName);
  }

  /** A path parameter; the route makes sure that it is there. */
  public String pathParameter(String name) {
    return Objects.requireNonNull(path.get(name), name);
  }

  /** A whole number from the query, or the default where it is absent. */
  public long queryNumber(String name, long orElse, long min, long max) {
    String text = query.get(name);
    if (text == null) {
      return orElse;
    }
    return WholeNumber.parse(text, min, max)
        .orElseThrow(
            () ->
                ProblemException.invalid(
                    name + " must be a whole number from " + min + " to " + max + "."));
  }

  private static String body(GatewayEvent event) {
    String body = Objects.requireNonNullElse(event.body(), "");
    if (!Boolean.TRUE.equals(event.isBase64Encoded())) {
      return body;
    }
    return new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8);
  }

  private static @Nullable String player(GatewayEvent.Context context) {
    GatewayEvent.Authorizer authorizer = context.authorizer();
    if (authorizer == null) {
      return null;
    }
    String player =
        authorizer.lambda() == null ? authorizer.player() : authorizer.lambda().player();
    return player == null || player.isEmpty() ? null : player;
  }

  private static @Nullable Long sessionEndsAtMs(GatewayEvent.Context context) {
    GatewayEvent.Authorizer authorizer = context.authorizer();
    if (authorizer == null) {
      return null;
    }
    String end =
        authorizer.lambda() == null
            ? authorizer.sessionEndsAt()
            : authorizer.lambda().sessionEndsAt();
    return end == null ? null : WholeNumber.parse(end, 0, Long.MAX_VALUE).orElseThrow();
  }

  private static String sourceIp(GatewayEvent.Context context) {
    String ip = null;
    if (context.http() != null) {
      ip = context.http().sourceIp();
    } else if (context.identity() != null) {
      ip = context.identity().sourceIp();
    }
    return Objects.requireNonNullElse(ip, "");
  }

  private static Map<String, String> lowerCaseNames(@Nullable Map<String, String> headers) {
    Map<String, String> lower = new HashMap<>();
    orEmpty(headers).forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    return lower;
  }

  private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }
}
