package io.fairfall.crash;

import static io.fairfall.crash.CrashDisclosure.MAX_CLOCK_ERROR_MS;
import static io.fairfall.crash.CrashDisclosure.MAX_STAMP_LAG_MS;
import static io.fairfall.crash.CrashDisclosure.TOLD_AFTER_MS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.money.Multiplier;
import org.junit.jupiter.api.Test;

/** The clamp and the delay of the news, against each other. */
class CrashDisclosureTest {
  private static final long START_MS = 1_800_000_000_000L;
  private static final Flight FLIGHT =
      new RoundSecret("0".repeat(64), new Multiplier(200)).reveal(START_MS);
  private static final long CRASH_MS = FLIGHT.announcement().crashedAt();

  @Test
  void aStampCountsAsItIsUpToTheLagAndAtTheLagBeyond() {
    assertEquals(10_000, CrashDisclosure.effectiveStampMs(10_000, 10_000 + MAX_STAMP_LAG_MS));
    assertEquals(10_001, CrashDisclosure.effectiveStampMs(10_000, 10_001 + MAX_STAMP_LAG_MS));
    assertEquals(10_001, CrashDisclosure.effectiveStampMs(0, 10_001 + MAX_STAMP_LAG_MS));
    assertEquals(10_000, CrashDisclosure.effectiveStampMs(10_000, 9_000), "the gateway's decides");
  }

  /** Every pair of clock errors, to the millisecond: the teller's and the late handler's. */
  @Test
  void noRequestThatIsFinishedOnTheNewsIsInTimeWhateverTheClocksSay() {
    long closest = Long.MAX_VALUE;
    for (long teller = -MAX_CLOCK_ERROR_MS; teller <= MAX_CLOCK_ERROR_MS; teller++) {
      for (long handler = -MAX_CLOCK_ERROR_MS; handler <= MAX_CLOCK_ERROR_MS; handler++) {
        long toldMs = CrashDisclosure.toldAtMs(CRASH_MS) - teller;
        long effective = CrashDisclosure.effectiveStampMs(START_MS, toldMs + handler);
        assertTrue(FLIGHT.isOverAt(effective));
        closest = Math.min(closest, effective - CRASH_MS);
      }
    }
    assertEquals(1, closest, "and the news is not a millisecond later than it must be");
  }

  @Test
  void aMillisecondSoonerWouldPayIt() {
    long toldMs = CRASH_MS + TOLD_AFTER_MS - 1 - MAX_CLOCK_ERROR_MS;
    long effective = CrashDisclosure.effectiveStampMs(START_MS, toldMs - MAX_CLOCK_ERROR_MS);
    assertFalse(FLIGHT.isOverAt(effective));
  }
}
