package io.fairfall.edge;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Metrics as CloudWatch's embedded metric format: a line of JSON on standard output, which costs no
 * call. Facts beside the value are for whoever reads the line; they are no dimensions, so that an
 * alarm sees one metric whatever they say.
 */
public final class Metrics {
  private final String namespace;
  private final InstantSource clock;
  private final PrintStream out;

  public Metrics(Environment environment, InstantSource clock) {
    this(environment, clock, System.out);
  }

  Metrics(Environment environment, InstantSource clock, PrintStream out) {
    this.namespace = environment.require("METRICS_NAMESPACE");
    this.clock = clock;
    this.out = out;
  }

  /** Counts one. */
  public void count(String metric, Map<String, String> facts) {
    value(metric, "Count", 1, facts);
  }

  /** Records how often several things happened, in one line. */
  public void counts(Map<String, Long> numbers) {
    Map<String, Object> directive =
        Map.of(
            "Namespace", namespace,
            "Dimensions", List.of(List.of()),
            "Metrics",
                numbers.keySet().stream()
                    .sorted()
                    .map(name -> Map.of("Name", name, "Unit", "Count"))
                    .toList());
    Map<String, Object> line = new LinkedHashMap<>(numbers);
    line.put("_aws", Map.of("Timestamp", clock.millis(), "CloudWatchMetrics", List.of(directive)));
    out.println(Json.write(line));
  }

  /**
   * Records a value.
   *
   * @param unit as CloudWatch names it, like {@code Count} or {@code Milliseconds}
   */
  public void value(String metric, String unit, long value, Map<String, String> facts) {
    Map<String, Object> directive =
        Map.of(
            "Namespace", namespace,
            "Dimensions", List.of(List.of()),
            "Metrics", List.of(Map.of("Name", metric, "Unit", unit)));
    Map<String, Object> line = new LinkedHashMap<>(facts);
    line.put("_aws", Map.of("Timestamp", clock.millis(), "CloudWatchMetrics", List.of(directive)));
    line.put(metric, value);
    out.println(Json.write(line));
  }
}
