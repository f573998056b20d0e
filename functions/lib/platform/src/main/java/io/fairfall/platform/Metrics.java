package io.fairfall.platform;

import io.fairfall.json.JsonCodec;
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
    out.println(JsonCodec.write(line));
  }

  /**
   * Records a value.
   *
   * @param unit as CloudWatch names it, like {@code Count} or {@code Milliseconds}
   */
  public void value(String metric, String unit, long value, Map<String, String> facts) {
    record(List.of(new Measure(metric, unit, List.of(value))), facts);
  }

  /**
   * One metric's values.
   *
   * @param unit as CloudWatch names it
   * @param values those beyond {@link #MAX_VALUES} are left out: CloudWatch takes no more at once
   */
  public record Measure(String metric, String unit, List<Long> values) {
    /** Values of one metric in one line. */
    public static final int MAX_VALUES = 100;

    public Measure {
      values = List.copyOf(values.subList(0, Math.min(values.size(), MAX_VALUES)));
    }

    private Object written() {
      return values.size() == 1 ? values.getFirst() : values;
    }
  }

  /** Records several metrics in one line; of many values CloudWatch makes percentiles. */
  public void record(List<Measure> measures, Map<String, String> facts) {
    Map<String, Object> directive =
        Map.of(
            "Namespace",
            namespace,
            "Dimensions",
            List.of(List.of()),
            "Metrics",
            measures.stream()
                .map(measure -> Map.of("Name", measure.metric(), "Unit", measure.unit()))
                .toList());
    Map<String, Object> line = new LinkedHashMap<>(facts);
    line.put("_aws", Map.of("Timestamp", clock.millis(), "CloudWatchMetrics", List.of(directive)));
    measures.forEach(measure -> line.put(measure.metric(), measure.written()));
    out.println(JsonCodec.write(line));
  }
}
