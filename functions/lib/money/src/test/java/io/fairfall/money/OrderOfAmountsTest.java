package io.fairfall.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Every bound is drawn with these comparisons: below, equal and above are three cases. */
class OrderOfAmountsTest {
  @Test
  void anAmountIsLessThanALargerOneOnly() {
    assertTrue(Wei.of(1).isLessThan(Wei.of(2)));
    assertFalse(Wei.of(2).isLessThan(Wei.of(2)));
    assertFalse(Wei.of(3).isLessThan(Wei.of(2)));
  }

  @Test
  void onlyNothingIsZero() {
    assertTrue(Wei.ZERO.isZero());
    assertFalse(Wei.of(1).isZero());
  }

  @Test
  void amountsSortBySize() {
    List<Wei> sorted = List.of(Wei.of(30), Wei.of(4), Wei.ZERO).stream().sorted().toList();
    assertEquals(List.of(Wei.ZERO, Wei.of(4), Wei.of(30)), sorted);
  }

  @Test
  void aMultiplierIsAboveASmallerOneOnly() {
    assertTrue(new Multiplier(101).isAbove(Multiplier.ONE));
    assertFalse(Multiplier.ONE.isAbove(Multiplier.ONE));
    assertFalse(Multiplier.ONE.isAbove(new Multiplier(101)));
  }

  @Test
  void theSmallerOfTwoMultipliers() {
    Multiplier low = new Multiplier(150);
    Multiplier high = new Multiplier(200);
    assertSame(low, low.min(high));
    assertSame(low, high.min(low));
    assertSame(low, low.min(new Multiplier(150)));
  }

  @Test
  void multipliersSortBySize() {
    List<Multiplier> sorted =
        List.of(new Multiplier(300), new Multiplier(1_000), Multiplier.ONE).stream()
            .sorted()
            .toList();
    assertEquals(List.of(Multiplier.ONE, new Multiplier(300), new Multiplier(1_000)), sorted);
  }

  @Test
  void aMultiplierIsOneAtLeast() {
    assertEquals(100, Multiplier.ONE.hundredths());
    assertEquals(100, new Multiplier(100).hundredths());
    assertThrows(IllegalArgumentException.class, () -> new Multiplier(99));
  }
}
