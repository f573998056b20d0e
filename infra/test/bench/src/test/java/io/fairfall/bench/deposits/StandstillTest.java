package io.fairfall.bench.deposits;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StandstillTest {
  @Test
  void oneIdleTurnIsNoStandstill() {
    Standstill standstill = new Standstill(2);
    assertFalse(standstill.after(5));
    assertFalse(standstill.after(5));
    assertFalse(standstill.after(6));
    assertFalse(standstill.after(6));
    assertTrue(standstill.after(6));
  }
}
