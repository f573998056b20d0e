package io.fairfall.treasury;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fairfall.money.Wei;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class HouseFundingTest {
  private static final BigInteger LARGEST =
      BigInteger.TEN.pow(Wei.MAX_DIGITS).subtract(BigInteger.ONE);
  private static final String LONGEST = "x".repeat(HouseFunding.MAX_TEXT);

  @Test
  void anAmountHas78DigitsAtTheMost() {
    assertEquals(LARGEST, funding(LARGEST, "ann", "more").amount());
    assertEquals(LARGEST.negate(), funding(LARGEST.negate(), "ann", "less").amount());
    assertRefused(LARGEST.add(BigInteger.ONE), "ann", "more");
    assertRefused(LARGEST.add(BigInteger.ONE).negate(), "ann", "less");
    assertRefused(BigInteger.ZERO, "ann", "nothing");
  }

  @Test
  void whoAndWhyAreShort() {
    assertEquals(LONGEST, funding(BigInteger.ONE, LONGEST, "more").by());
    assertEquals(LONGEST, funding(BigInteger.ONE, "ann", LONGEST).reason());
    assertRefused(BigInteger.ONE, LONGEST + "x", "more");
    assertRefused(BigInteger.ONE, "ann", LONGEST + "x");
    assertRefused(BigInteger.ONE, " ", "more");
    assertRefused(BigInteger.ONE, "ann", " ");
  }

  private static HouseFunding funding(BigInteger amount, String by, String reason) {
    return new HouseFunding("f-1", amount, by, reason);
  }

  private static void assertRefused(BigInteger amount, String by, String reason) {
    assertThrows(IllegalArgumentException.class, () -> funding(amount, by, reason));
  }
}
