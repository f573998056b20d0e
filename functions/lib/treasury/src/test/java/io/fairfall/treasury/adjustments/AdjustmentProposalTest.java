package io.fairfall.treasury.adjustments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fairfall.money.Wei;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class AdjustmentProposalTest {
  private static final BigInteger LARGEST =
      BigInteger.TEN.pow(Wei.MAX_DIGITS).subtract(BigInteger.ONE);
  private static final String PLAYER = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
  private static final String LONGEST_REASON = "x".repeat(AdjustmentProposal.MAX_REASON);
  private static final String LONGEST = "x".repeat(Operator.MAX_LENGTH);

  @Test
  void anAmountHas78DigitsAtTheMost() {
    assertEquals(LARGEST, proposal(LARGEST, "owed").amount());
    assertEquals(LARGEST.negate(), proposal(LARGEST.negate(), "owed").amount());
    assertRefused(LARGEST.add(BigInteger.ONE), "owed");
    assertRefused(LARGEST.add(BigInteger.ONE).negate(), "owed");
    assertRefused(BigInteger.ZERO, "owed");
  }

  @Test
  void aReasonIsOneLineOf200CharactersAtTheMost() {
    assertEquals(LONGEST_REASON, proposal(BigInteger.ONE, LONGEST_REASON).reason());
    assertRefused(BigInteger.ONE, LONGEST_REASON + "x");
    assertRefused(BigInteger.ONE, " ");
    assertRefused(BigInteger.ONE, "two\nlines");
  }

  @Test
  void anOperatorsNameAndIdentityAreShort() {
    assertEquals(LONGEST, new Operator(LONGEST, "local:ann").name());
    assertEquals(LONGEST, new Operator("ann", LONGEST).identity());
    assertThrows(IllegalArgumentException.class, () -> new Operator(LONGEST + "x", "local:ann"));
    assertThrows(IllegalArgumentException.class, () -> new Operator("ann", LONGEST + "x"));
    assertThrows(IllegalArgumentException.class, () -> new Operator(" ", "local:ann"));
    assertThrows(IllegalArgumentException.class, () -> new Operator("ann: or not", "local:ann"));
  }

  private static AdjustmentProposal proposal(BigInteger amount, String reason) {
    return new AdjustmentProposal(
        "proposal-1", PLAYER, amount, reason, new Operator("ann", "local:ann"), null, 0);
  }

  private static void assertRefused(BigInteger amount, String reason) {
    assertThrows(IllegalArgumentException.class, () -> proposal(amount, reason));
  }
}
