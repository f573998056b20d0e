package io.fairfall.crashapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.crash.CrashDisclosure;
import io.fairfall.platform.Environment;
import io.fairfall.platform.Metrics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_OUT)
class ArrivalStampTest {
  private static final Environment ENVIRONMENT =
      new Environment(Map.of("METRICS_NAMESPACE", "Fairfall"));
  private static final long NOW_MS = 1_800_000_000_000L;
  private static final long EARLIEST_MS = NOW_MS - CrashDisclosure.MAX_STAMP_LAG_MS;

  @Test
  void theFirstCallIsGrantedWhatEveryCallIsGranted() {
    ArrivalStamp arrivals = arrivals();
    for (int call = 1; call <= 3; call++) {
      assertEquals(
          new ArrivalStamp.Arrival(EARLIEST_MS, 0), arrivals.arrival(EARLIEST_MS), "call " + call);
      assertEquals(
          new ArrivalStamp.Arrival(EARLIEST_MS, 1),
          arrivals.arrival(EARLIEST_MS - 1),
          "call " + call);
    }
  }

  @Test
  void aStampThatIsAheadOfOurClockIsTheGateways() {
    assertEquals(new ArrivalStamp.Arrival(NOW_MS + 30, 0), arrivals().arrival(NOW_MS + 30));
  }

  @Test
  void byHowMuchAStampWasClampedIsAMetricAndOfOthersThereIsNone() {
    assertEquals("", said(EARLIEST_MS));
    assertEquals("", said(NOW_MS + 30));
    String said = said(EARLIEST_MS - 7);
    assertTrue(said.contains("\"Name\":\"StampClampedMs\""), said);
    assertTrue(said.contains("\"StampClampedMs\":7"), said);
  }

  private static String said(long stampMs) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      arrivals().arrival(stampMs);
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static ArrivalStamp arrivals() {
    InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(NOW_MS));
    return new ArrivalStamp(clock, new Metrics(ENVIRONMENT, clock));
  }
}
