package io.fairfall.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.resilience.Backoff.Delays;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Delays DELAYS = new Delays(5, 200);

  @Test
  void theBoundDoublesUpToTheLargest() {
    List<Long> bounds = IntStream.rangeClosed(1, 8).mapToObj(DELAYS::boundMs).toList();
    assertEquals(List.of(5L, 10L, 20L, 40L, 80L, 160L, 200L, 200L), bounds);
  }

  @Test
  void noNumberOfFailuresOverflows() {
    for (long first : new long[] {1, 3, 5, Long.MAX_VALUE / 2, Long.MAX_VALUE - 1}) {
      Delays delays = new Delays(first, Long.MAX_VALUE - 1);
      long before = 0;
      for (int failures = 1; failures <= 200; failures++) {
        long bound = delays.boundMs(failures);
        assertTrue(bound >= before && bound >= first, first + " after " + failures);
        before = bound;
      }
      assertEquals(Long.MAX_VALUE - 1, delays.boundMs(Integer.MAX_VALUE));
    }
  }

  @Test
  void aWaitIsDrawnFromTheWholeStretch() {
    Random random = new Random(1);
    long[] seen = new long[6];
    for (int i = 0; i < 6_000; i++) {
      seen[(int) DELAYS.drawMs(1, random)]++;
    }
    for (long often : seen) {
      assertTrue(often > 850 && often < 1_150, often + " of 6,000 in one of six places");
    }
  }

  @Test
  void oneSeedGivesOneSequenceOfWaits() throws InterruptedException {
    assertEquals(waits(7), waits(7));
    assertNotEquals(waits(7), waits(8));
  }

  @Test
  void whoIsInterruptedIsTold() {
    Backoff backoff =
        new Backoff(
            DELAYS,
            () -> new Random(1),
            ms -> {
              throw new InterruptedException("stop");
            });
    assertFalse(backoff.waited(1));
    assertTrue(Thread.interrupted());
    assertThrows(InterruptedException.class, () -> backoff.after(1));
  }

  @Test
  void delaysThatMakeNoSenseAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Delays(0, 10));
    assertThrows(IllegalArgumentException.class, () -> new Delays(11, 10));
    assertThrows(IllegalArgumentException.class, () -> DELAYS.boundMs(0));
  }

  private static List<Long> waits(long seed) throws InterruptedException {
    List<Long> waits = new ArrayList<>();
    Random random = new Random(seed);
    Backoff backoff = new Backoff(DELAYS, () -> random, waits::add);
    for (int failures = 1; failures <= 20; failures++) {
      backoff.after(failures);
      assertTrue(waits.getLast() <= DELAYS.boundMs(failures));
    }
    return waits;
  }
}
