package io.fairfall.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.feed.delivery.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static final long LATE_MS = Window.SLOW_MS + 100;

  private final AtomicLong clock = new AtomicLong();
  private final Window window = new Window(clock::get);

  @Test
  void itOpensWhileAnswersComeInTime() {
    open();
    assertEquals(Window.MOST, window.size());
  }

  @Test
  void manyLateAnswersHalveItOnce() {
    open();
    List<Long> entered = enter(Window.MOST);
    pass(LATE_MS);
    entered.forEach(window::leave);
    assertEquals(Window.MOST / 2, window.size());
  }

  @Test
  void itIsNeverClosed() {
    for (int i = 0; i < 100; i++) {
      long entered = window.enter();
      pass(1_000);
      window.leave(entered);
    }
    assertEquals(Window.LEAST, window.size());
    assertTrue(window.hasRoom());
  }

  @Test
  void whoDoesNotAnswerHoldsNobodyForLong() {
    enter(Window.LEAST);
    assertFalse(window.hasRoom());
    pass(LATE_MS);
    enter(Window.LEAST);
    assertFalse(window.hasRoom());
  }

  @Test
  void thereAreNeverMoreThanTheMost() {
    for (int i = 0; i < Window.MOST / Window.LEAST; i++) {
      enter(Window.LEAST);
      pass(LATE_MS);
    }
    assertFalse(window.hasRoom());
  }

  private void open() {
    for (int i = 0; i < Window.MOST; i++) {
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
