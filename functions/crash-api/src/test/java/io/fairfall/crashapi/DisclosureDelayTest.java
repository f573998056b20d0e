package io.fairfall.crashapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.crash.CrashDisclosure;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DisclosureDelayTest {
  private static final long START_MS = 1_800_000_000_000L;

  private final AtomicLong nowMs = new AtomicLong(START_MS);
  private final InstantSource clock = () -> Instant.ofEpochMilli(nowMs.get());
  private final DisclosureDelay delay = new DisclosureDelay(clock, nowMs::addAndGet);

  @AfterEach
  void letOthersRun() {
    Thread.interrupted();
  }

  @Test
  void itEndsAtTheInstantAtWhichTheOutcomeMayShow() {
    delay.await(START_MS - 40);
    assertEquals(CrashDisclosure.toldAtMs(START_MS - 40), nowMs.get());
  }

  @Test
  void whatMayShowAlreadyIsNotHeldUp() {
    delay.await(START_MS - CrashDisclosure.TOLD_AFTER_MS);
    assertEquals(START_MS, nowMs.get());
    delay.await(START_MS - CrashDisclosure.TOLD_AFTER_MS + 1);
    assertEquals(START_MS + 1, nowMs.get());
  }

  @Test
  void aSleepThatEndsEarlyIsFollowedByAnother() {
    new DisclosureDelay(clock, ms -> nowMs.addAndGet((ms + 1) / 2)).await(START_MS);
    assertEquals(CrashDisclosure.toldAtMs(START_MS), nowMs.get());
  }

  @Test
  void anInstantFarAheadHoldsNobodyUpForLong() {
    delay.await(START_MS + 3_600_000);
    assertEquals(START_MS + DisclosureDelay.MAX_WAIT_MS, nowMs.get());
  }

  @Test
  void aThreadThatIsStoppedMeanwhileDecidesNothing() {
    DisclosureDelay stopped =
        new DisclosureDelay(
            clock,
            ms -> {
              throw new InterruptedException("the function ends");
            });
    assertThrows(IllegalStateException.class, () -> stopped.await(START_MS));
    assertTrue(Thread.currentThread().isInterrupted());
  }
}
