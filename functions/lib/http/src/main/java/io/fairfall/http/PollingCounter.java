package io.fairfall.http;

import io.fairfall.platform.Metrics;
import java.util.Map;

/**
 * Counts the browsers' polls: each is one of a page that has no socket at the moment. Where many
 * poll, the WebSocket API or a network between is broken, however healthy everything else looks.
 */
public final class PollingCounter {
  /** The header that the browser library sends with a poll and with nothing else. */
  public static final String HEADER = "fairfall-fallback";

  static final String METRIC = "FallbackPolls";

  private final Metrics metrics;
  private final String page;

  /**
   * A counter.
   *
   * @param page which page polls, {@code game} or {@code league}: a fact of the line, so that an
   *     alarm sees one metric
   */
  public PollingCounter(Metrics metrics, String page) {
    this.metrics = metrics;
    this.page = page;
  }

  /** Counts a request, if it is a poll. */
  public void count(Request request) {
    if (request.headers().containsKey(HEADER)) {
      metrics.count(METRIC, Map.of("page", page));
    }
  }
}
