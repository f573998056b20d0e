package io.fairfall.crashapi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.crash.CrashDisclosure;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class ArrivalStampTest {
  private static final long NOW_MS = 1_800_000_000_000L;
  private static final long EARLIEST_MS = NOW_MS - CrashDisclosure.MAX_STAMP_LAG_MS;

  private final ArrivalStamp arrivals =
      new ArrivalStamp(InstantSource.fixed(Instant.ofEpochMilli(NOW_MS)));

  @Test
  void theFirstCallIsGrantedWhatEveryCallIsGranted() {
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
    assertEquals(new ArrivalStamp.Arrival(NOW_MS + 30, 0), arrivals.arrival(NOW_MS + 30));
  }
}
