package io.fairfall.bench.realtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is told of a storm follows from what was seen of it. */
class StormTest {
  private static final Storm STORM =
      new Storm(
          4,
          5.5,
          List.of(1.2, 1.9, 1.95, 3.0),
          List.of(9.0, 7.0, 8.0, 20.0),
          Map.of("socket ECONNREFUSED", 3L, "HTTP 500", 1L),
          Map.of("closed", 4L),
          7,
          1_000,
          new Storm.Comparison(3, "this one"),
          Map.of("game", 1));

  @Test
  void attemptsAreCountedBySecond() {
    assertArrayEquals(new int[] {0, 3, 0, 1}, STORM.perSecond());
  }

  @Test
  void aShareOfAllIsLiveWhenItsLastOneIs() {
    assertEquals(8.0, STORM.liveAfter(0.5));
    assertEquals(20.0, STORM.liveAfter(1));
  }

  @Test
  void onlyWhatNothingExplainsIsUnexpected() {
    assertEquals(Map.of("HTTP 500", 1L), STORM.unexpected());
  }

  @Test
  void aSecondAboveTheBoundIsTold() {
    String calm = StormTable.of(STORM, List.of(0.0, 3.0, 0.0, 1.0));
    String wild = StormTable.of(STORM, List.of(0.0, 0.1, 0.0, 1.0));
    assertTrue(calm.contains("Above it: 0 of 4 seconds"), calm);
    assertTrue(wild.contains("Above it: 1 of 4 seconds"), wild);
    assertTrue(wild.contains("this one"), wild);
  }
}
