package io.fairfall.crashapi;

import io.fairfall.http.Request;
import io.fairfall.platform.Metrics;
import java.util.Map;

/**
 * Counts the browsers' polls: each is one of a page that has no socket at the moment. Where many
 * poll, the WebSocket API or a network between is broken, however healthy everything else looks.
 */
final class PollingCounter {
  /** The header that the browser library sends with a poll and with nothing else. */
  static final String HEADER = "fairfall-fallback";

  static final String METRIC = "FallbackPolls";

  private final Metrics metrics;

  PollingCounter(Metrics metrics) {
    this.metrics = metrics;
  }

  void count(Request request) {
    if (request.headers().containsKey(HEADER)) {
      metrics.count(METRIC, Map.of());
    }
  }
}
