package io.fairfall.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.money.Multiplier;
import org.junit.jupiter.api.Test;

class CurveTest {
  @Test
  void itStartsAtOneAndDoublesInUnderTwelveSeconds() {
    assertEquals(Multiplier.ONE, Curve.at(0));
    assertEquals(new Multiplier(199), Curve.at(11_552));
    assertEquals(new Multiplier(200), Curve.at(11_553));
  }

  @Test
  void theInstantOfAMultiplierIsTheFirstThatShowsIt() {
    for (long hundredths = 100; hundredths < 40_000; hundredths += 7) {
      Multiplier target = new Multiplier(hundredths);
      long ms = Curve.msToReach(target);
      assertFalse(target.isAbove(Curve.at(ms)));
      assertTrue(ms == 0 || target.isAbove(Curve.at(ms - 1)));
    }
  }

  @Test
  void theHighestCrashPointFliesForUnderTenMinutes() {
    long highest = 99L << 52;
    assertTrue(Curve.msToReach(new Multiplier(highest)) < 700_000);
  }

  @Test
  void aFlightStillFliesAtItsCrashInstantAndNotOneMillisecondLater() {
    Flight flight = new RoundSecret("ab", new Multiplier(200)).reveal(1_000);
    assertFalse(flight.isOverAt(1_000 + 11_553));
    assertTrue(flight.isOverAt(1_000 + 11_554));
    assertEquals(new Multiplier(200), flight.multiplierAt(1_000 + 11_553));
  }

  @Test
  void anUndisclosedOutcomeHasNoText() {
    RoundSecret secret = new RoundSecret("abcdef", new Multiplier(777));
    assertFalse((secret + " " + secret.reveal(0)).matches(".*(abcdef|777|7\\.77).*"));
  }
}
