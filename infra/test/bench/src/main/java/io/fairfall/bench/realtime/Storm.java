package io.fairfall.bench.realtime;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What came of a storm. Times are seconds after the kill.
 *
 * @param backSeconds when the server was ready again
 * @param attempts when a browser tried to connect
 * @param liveAt when each browser was live again
 * @param errors by kind, how often
 * @param losses connections that were lost or given up, by reason
 * @param requests over HTTP
 * @param browserBytes resident memory of a browser of the test
 * @param snapshots how many the server computed, by channel
 */
record Storm(
    int clients,
    double backSeconds,
    List<Double> attempts,
    List<Double> liveAt,
    Map<String, Long> errors,
    Map<String, Long> losses,
    long requests,
    long browserBytes,
    Comparison comparison,
    Map<String, Integer> snapshots) {

  /**
   * What is to be expected while a server is gone, and while it is up again but lets in only some:
   * refused and broken connections, and the gateway's word for too many.
   */
  private static final Set<String> EXPECTED =
      Set.of(
          "socket ECONNREFUSED",
          "socket ECONNRESET",
          "socket EPIPE",
          "socket socket hang up",
          "socket 429",
          "socket gave up waiting",
          "HTTP ECONNREFUSED",
          "HTTP ECONNRESET",
          "HTTP EPIPE",
          "HTTP UND_ERR_SOCKET",
          "HTTP TimeoutError",
          "HTTP 429",
          "HTTP 503");

  /**
   * Everybody's state beside the server's.
   *
   * @param equal how many browsers show what the server says
   * @param example of one that does not; empty where all do
   */
  record Comparison(long equal, String example) {
    boolean isEqual(int clients) {
      return equal == clients;
    }
  }

  /** Errors that nothing of this explains. */
  Map<String, Long> unexpected() {
    Map<String, Long> unexpected = new TreeMap<>(errors);
    unexpected.keySet().removeAll(EXPECTED);
    return unexpected;
  }

  /** Whole seconds until the last attempt. */
  int seconds() {
    return (int) Math.ceil(attempts.stream().mapToDouble(Double::doubleValue).max().orElse(0)) + 1;
  }

  /** Attempts in each second. */
  int[] perSecond() {
    int[] counts = new int[seconds()];
    attempts.forEach(at -> counts[Math.clamp((long) Math.floor(at), 0, counts.length - 1)]++);
    return counts;
  }

  /** When a share of all browsers was live again. */
  double liveAfter(double share) {
    List<Double> sorted = liveAt.stream().sorted().toList();
    return sorted.get(
        Math.clamp((long) Math.ceil(sorted.size() * share) - 1, 0, sorted.size() - 1));
  }
}
