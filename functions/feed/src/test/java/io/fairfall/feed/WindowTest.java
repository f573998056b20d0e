package io.fairfall.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.feed.delivery.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WindowTest {
  private final Window window = new Window();

  @Test
  void itOpensWhileAnswersComeInTime() {
    for (int i = 0; i < Window.MOST; i++) {
      window.leave(window.enter());
    }
    assertEquals(Window.MOST, window.size());
  }

  @Test
  void manyLateAnswersHalveItOnce() {
    for (int i = 0; i < Window.MOST; i++) {
      window.leave(window.enter());
    }
    long late = TimeUnit.MILLISECONDS.toNanos(Window.SLOW_MS + 100);
    List<Long> entered = new ArrayList<>();
    for (int i = 0; i < Window.MOST; i++) {
      entered.add(window.enter());
    }
    entered.forEach(at -> window.leave(at - late));
    assertTrue(window.size() <= Window.MOST / 2, "size " + window.size());
    assertTrue(window.size() >= Window.LEAST);
  }

  @Test
  void itIsNeverClosed() {
    for (int i = 0; i < 100; i++) {
      window.leave(window.enter() - TimeUnit.SECONDS.toNanos(i));
    }
    assertEquals(Window.LEAST, window.size());
    assertTrue(window.enter() != 0);
  }
}
