package io.fairfall.betlog.bets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fairfall.betlog.TestSlips;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many legs a slip may have, and when they may kick off. */
class SlipTest {
  @Test
  void aParlayHasTwelveLegsAtTheMost() {
    assertEquals(12, parlay(12).legs().size());
    assertThrows(IllegalArgumentException.class, () -> parlay(13));
    assertThrows(IllegalArgumentException.class, () -> parlay(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2000-01-01T00:00:00Z", "2100-01-01T00:00:00Z"})
  void aLegKicksOffInThisCentury(String instant) {
    long kickoffMs = Instant.parse(instant).toEpochMilli();
    assertEquals(kickoffMs, TestSlips.leg("-110", kickoffMs).kickoff());
    long beyond = kickoffMs + (instant.startsWith("2000") ? -1 : 1);
    assertThrows(IllegalArgumentException.class, () -> TestSlips.leg("-110", beyond));
  }

  private static Slip parlay(int legs) {
    List<String> odds = Collections.nCopies(legs, "-110");
    return TestSlips.parlay("1", odds);
  }
}
