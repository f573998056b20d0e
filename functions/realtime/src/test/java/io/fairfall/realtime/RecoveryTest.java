package io.fairfall.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.realtime.recovery.Recovery;
import org.junit.jupiter.api.Test;

class RecoveryTest {
  @Test
  void whoKnowsTheHeadMissedNothing() {
    assertEquals(new Recovery.UpToDate(), Recovery.decide(7L, 7));
    assertEquals(new Recovery.UpToDate(), Recovery.decide(0L, 0));
  }

  @Test
  void whoIsBehindIsToldWhatIsMissing() {
    assertEquals(new Recovery.Replay(8, 9), Recovery.decide(7L, 9));
    assertEquals(new Recovery.Replay(1, 200), Recovery.decide(0L, 200));
  }

  @Test
  void whoIsTooFarBehindGetsTheWholeState() {
    assertEquals(new Recovery.Replay(2, 201), Recovery.decide(1L, 201));
    assertEquals(new Recovery.Snapshot(), Recovery.decide(1L, 202));
  }

  @Test
  void whoKnowsNothingOrTheImpossibleGetsTheWholeState() {
    assertEquals(new Recovery.Snapshot(), Recovery.decide(null, 5));
    assertEquals(new Recovery.Snapshot(), Recovery.decide(6L, 5));
    assertEquals(new Recovery.Snapshot(), Recovery.decide(-1L, 5));
    assertEquals(new Recovery.Snapshot(), Recovery.decide(Long.MIN_VALUE, 5));
    assertEquals(new Recovery.Snapshot(), Recovery.decide(Long.MAX_VALUE, 5));
  }
}
