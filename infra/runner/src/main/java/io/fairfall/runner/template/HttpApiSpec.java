package io.fairfall.runner.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The HTTP API.
 *
 * @param authorizers by name
 */
public record HttpApiSpec(
    String id,
    List<Route> routes,
    Map<String, Authorizer> authorizers,
    Optional<Cors> cors,
    Optional<ThrottleSpec> throttle) {

  /**
   * One method (or ANY) and path to a function.
   *
   * @param authorizer the name of the one who decides whether a request passes
   */
  public record Route(
      String method, String path, String functionLogicalId, Optional<String> authorizer) {

    /** As events name it. */
    public String key() {
      return method + " " + path;
    }
  }

  /**
   * A Lambda authoriser with simple responses.
   *
   * @param headers lower-case names of the headers without which a request is refused unseen
   * @param cacheSeconds how long one answer stands for requests with the same headers; 0 for never
   */
  public record Authorizer(String functionLogicalId, List<String> headers, int cacheSeconds) {}

  /**
   * Which pages elsewhere may call it.
   *
   * @param headers that they may send
   * @param exposed headers of answers that they may read
   */
  public record Cors(
      List<String> origins,
      List<String> methods,
      List<String> headers,
      List<String> exposed,
      int maxAgeSeconds) {}
}
