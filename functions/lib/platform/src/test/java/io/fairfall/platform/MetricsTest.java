package io.fairfall.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Metrics metrics =
      new Metrics(
          new Environment(Map.of("METRICS_NAMESPACE", "stack")),
          () -> Instant.ofEpochMilli(1_795_168_830_000L),
          new PrintStream(out, true, StandardCharsets.UTF_8));

  @Test
  void aCountIsOneLineThatCloudWatchTakesForAMetricWithoutDimensions() {
    metrics.count("BettingPausedByItself", Map.of("by", "audit"));
    String line = out.toString(StandardCharsets.UTF_8);
    assertEquals(1, line.lines().count());
    for (String part :
        List.of(
            "\"by\":\"audit\"",
            "\"BettingPausedByItself\":1",
            "\"Timestamp\":1795168830000",
            "\"Namespace\":\"stack\"",
            "\"Dimensions\":[[]]",
            "\"Name\":\"BettingPausedByItself\"",
            "\"Unit\":\"Count\"")) {
      assertTrue(line.contains(part), line + " lacks " + part);
    }
  }

  @Test
  void ofMoreThanAHundredValuesTheFirstHundredAreWritten() {
    List<Long> values = LongStream.rangeClosed(1, 101).boxed().toList();
    assertEquals(values.subList(0, 100), new Metrics.Measure("Told", "None", values).values());
    assertEquals(
        values.subList(0, 100),
        new Metrics.Measure("Told", "None", values.subList(0, 100)).values());
  }
}
