package io.fairfall.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LeaksTest {
  private static final String HASH = "0f".repeat(32);
  private static final long OPENS_MS = 1_000;
  private static final long CRASHES_MS = 9_000;
  private static final long TOLD_MS = 9_251;
  private static final Leaks.Ended ROUND = new Leaks.Ended("12", OPENS_MS, CRASHES_MS, 189, HASH);

  private final Leaks leaks = new Leaks(FeedProbe.NONE);

  @Test
  void aGameHashBeforeTheCrashMayBeToldIsALeakInAnyText() {
    leaks.heard("log", "dealt " + HASH.toUpperCase(java.util.Locale.ROOT), TOLD_MS - 1);
    assertEquals(1, leaks.early(ROUND).size());
  }

  @Test
  void aCrashPointBeforeItMayBeToldIsALeakThoughTheFlightIsOver() {
    leaks.heard("socket", "{\"roundId\":\"12\",\"crash\":189}", TOLD_MS - 1);
    assertEquals(1, leaks.early(ROUND).size());
  }

  @Test
  void aGameHashFromThenOnIsNone() {
    leaks.heard("socket", "{\"gameHash\":\"" + HASH + "\"}", TOLD_MS);
    assertEquals(0, leaks.early(ROUND).size());
    assertTrue(leaks.knows(ROUND));
  }

  @Test
  void aCrashPointOfTheRoundInFlightIsALeakWhateverItsValue() {
    leaks.heard("GET /v1/rounds", "[]\n{\"data\":{\"roundId\":\"12\",\"x\":{\"crash\":1}}}", 5_000);
    assertEquals(1, leaks.early(ROUND).size());
  }

  @Test
  void theCrashPointOfAnEarlierRoundIsNone() {
    leaks.heard(
        "socket", "{\"roundId\":\"12\",\"last\":[{\"roundId\":\"9\",\"crash\":189}]}", 5_000);
    assertEquals(0, leaks.early(ROUND).size());
  }

  @Test
  void theCrashPointAsTextIsALeakWithinTheRound() {
    leaks.heard("log", "flying to 1.89x", 5_000);
    leaks.heard("log", "at 10:21.89 took 11.89 or 1.890", 6_000);
    assertEquals(1, leaks.early(ROUND).size());
    assertFalse(leaks.knows(ROUND));
  }

  @Test
  void anIdempotencyKeyThatBeginsLikeTheCrashPointIsNone() {
    leaks.heard("AccountsTable", "\"o\":[\"1.89q1bey1 q-K44qmNbQw\"]", 5_000);
    assertEquals(0, leaks.early(ROUND).size());
    leaks.heard("AccountsTable", "\"n\":\"1.89 q1bey1\"", 5_000);
    assertEquals(1, leaks.early(ROUND).size());
  }
}
