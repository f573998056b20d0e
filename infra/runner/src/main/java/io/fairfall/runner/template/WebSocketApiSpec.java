package io.fairfall.runner.template;

import java.util.Map;
import java.util.Optional;

/**
 * The WebSocket API. Messages choose their route by {@code $request.body.action}.
 *
 * @param stage the one path it is served at, without a slash
 * @param authorizer logical id of the function that decides who connects
 * @param routes by route key
 */
public record WebSocketApiSpec(
    String id,
    String stage,
    Optional<String> authorizer,
    Map<String, Route> routes,
    Optional<ThrottleSpec> throttle) {
  public static final String CONNECT = "$connect";
  public static final String DISCONNECT = "$disconnect";
  public static final String DEFAULT = "$default";

  /**
   * @param answers whether the function's reply is sent back: it is dropped without a route
   *     response
   */
  public record Route(String key, String functionLogicalId, boolean answers) {}
}
