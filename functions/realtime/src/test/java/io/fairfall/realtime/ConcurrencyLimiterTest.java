package io.fairfall.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.realtime.delivery.ConcurrencyLimiter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConcurrencyLimiterTest {
  private static final long LATE_MS = ConcurrencyLimiter.SLOW_MS + 100;

  private final AtomicLong clock = new AtomicLong();
  private final ConcurrencyLimiter window = new ConcurrencyLimiter(clock::get);

  @Test
  void itOpensWhileAnswersComeInTime() {
    open();
    assertEquals(ConcurrencyLimiter.MOST, window.size());
  }

  @Test
  void manyLateAnswersHalveItOnce() {
    open();
    List<Long> entered = enter(ConcurrencyLimiter.MOST);
    pass(LATE_MS);
    entered.forEach(window::leave);
    assertEquals(ConcurrencyLimiter.MOST / 2, window.size());
  }

  @Test
  void itIsNeverClosed() {
    for (int i = 0; i < 100; i++) {
      long entered = window.enter();
      pass(1_000);
      window.leave(entered);
    }
    assertEquals(ConcurrencyLimiter.LEAST, window.size());
    assertTrue(window.hasRoom());
  }

  @Test
  void whoDoesNotAnswerHoldsNobodyForLong() {
    enter(ConcurrencyLimiter.LEAST);
    assertFalse(window.hasRoom());
    pass(LATE_MS);
    enter(ConcurrencyLimiter.LEAST);
    assertFalse(window.hasRoom());
  }

  @Test
  void thereAreNeverMoreThanTheMost() {
    for (int i = 0; i < ConcurrencyLimiter.MOST / ConcurrencyLimiter.LEAST; i++) {
      enter(ConcurrencyLimiter.LEAST);
      pass(LATE_MS);
    }
    assertFalse(window.hasRoom());
  }

  private void open() {
    for (int i = 0; i < ConcurrencyLimiter.MOST; i++) {
      window.leave(window.enter());
    }
  }

  private List<Long> enter(int posts) {
    List<Long> entered = new ArrayList<>();
    for (int i = 0; i < posts; i++) {
      entered.add(window.enter());
    }
    return entered;
  }

  private void pass(long ms) {
    clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(ms));
  }
}
