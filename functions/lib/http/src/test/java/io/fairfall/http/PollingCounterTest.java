package io.fairfall.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.platform.Environment;
import io.fairfall.platform.Metrics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PollingCounterTest {
  private static final Environment ENVIRONMENT =
      new Environment(Map.of("METRICS_NAMESPACE", "fairfall"));

  @Test
  void onlyPollsAreCounted() {
    assertEquals(0, countedOf(Map.of("accept", "application/json")));
    assertEquals(1, countedOf(Map.of(PollingCounter.HEADER, "1")));
  }

  private static long countedOf(Map<String, String> headers) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      new PollingCounter(new Metrics(ENVIRONMENT, InstantSource.system()), "league")
          .count(asked(headers));
    } finally {
      System.setOut(before);
    }
    String metric = "\"Name\":\"" + PollingCounter.METRIC + "\"";
    return printed
        .toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.contains(metric))
        .count();
  }

  private static Request asked(Map<String, String> headers) {
    return new Request(
        "GET /v1/rounds/current",
        headers,
        Map.of(),
        Map.of(),
        "",
        null,
        null,
        null,
        1,
        "r",
        "127.0.0.1");
  }
}
