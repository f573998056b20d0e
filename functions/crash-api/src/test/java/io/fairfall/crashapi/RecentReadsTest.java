package io.fairfall.crashapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentReadsTest {
  private static final long KEPT_MS = 50;

  private long nowMs = 1_800_000_000_000L;
  private int reads;

  @Test
  void theSourceIsAskedOnceInAWhile() {
    RecentReads<Integer> recent =
        new RecentReads<>(() -> ++reads, KEPT_MS, () -> Instant.ofEpochMilli(nowMs));
    assertEquals(1, recent.get());
    nowMs += KEPT_MS - 1;
    assertEquals(1, recent.get());
    nowMs++;
    assertEquals(2, recent.get());
  }

  @Test
  void aSourceThatFailsIsAskedAgain() {
    RecentReads<Integer> recent =
        new RecentReads<>(
            () -> {
              if (++reads == 1) {
                throw new IllegalStateException("no answer");
              }
              return reads;
            },
            KEPT_MS,
            () -> Instant.ofEpochMilli(nowMs));
    assertThrows(IllegalStateException.class, recent::get);
    assertEquals(2, recent.get());
  }
}
