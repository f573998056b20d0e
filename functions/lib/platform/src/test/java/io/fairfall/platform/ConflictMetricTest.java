package io.fairfall.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConflictMetricTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ConflictMetric metric =
      new ConflictMetric(
          new Metrics(
              new Environment(Map.of("METRICS_NAMESPACE", "stack")),
              () -> Instant.ofEpochMilli(1),
              new PrintStream(out, true, StandardCharsets.UTF_8)));

  @Test
  void lostSlotsAreCountedByKindOfJournalAndNobodyIsNamed() {
    metric.decided("house", 1);
    assertEquals(0, out.size(), "nothing is said of what is lost to nobody");
    metric.conflicts("account:0xa11ce", 3);
    metric.conflicts("house", 1);
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(2, lines.size());
    assertTrue(lines.get(0).contains("\"AppendConflicts\":3"), lines.get(0));
    assertTrue(lines.get(0).contains("\"journal\":\"account\""), lines.get(0));
    assertFalse(lines.get(0).contains("0xa11ce"), lines.get(0));
    assertTrue(lines.get(1).contains("\"journal\":\"house\""), lines.get(1));
  }
}
