package io.fairfall.play;

import io.fairfall.edge.Metrics;
import io.fairfall.edge.Request;
import java.util.Map;

/**
 * Counts the browsers' polls: each is one of a page that has no socket at the moment. Where many
 * poll, the WebSocket API or a network between is broken, however healthy everything else looks.
 */
final class Fallbacks {
  /** The header that the browser library sends with a poll and with nothing else. */
  static final String HEADER = "fairfall-fallback";

  static final String METRIC = "FallbackPolls";

  private final Metrics metrics;

  Fallbacks(Metrics metrics) {
    this.metrics = metrics;
  }

  void count(Request request) {
    if (request.headers().containsKey(HEADER)) {
      metrics.count(METRIC, Map.of());
    }
  }
}
