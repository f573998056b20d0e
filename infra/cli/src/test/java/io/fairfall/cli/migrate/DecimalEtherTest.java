package io.fairfall.cli.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecimalEtherTest {
  private static final long SEED = 7;
  private static final int AMOUNTS = 20_000;

  /** The text is made by moving digits, which knows nothing of decimals. */
  @Test
  void everyAmountIsReadToTheWei() {
    Random random = new Random(SEED);
    for (int i = 0; i < AMOUNTS; i++) {
      BigInteger wei = new BigInteger(1 + random.nextInt(89), random);
      String digits = "0".repeat(Math.max(0, 19 - wei.toString().length())) + wei;
      String text =
          digits.substring(0, digits.length() - 18) + "." + digits.substring(digits.length() - 18);
      assertEquals(new DecimalEther.Amount(new Wei(wei)), DecimalEther.read(text), text);
      assertEquals(
          new DecimalEther.Amount(new Wei(wei)),
          DecimalEther.read(new Wei(wei).toEther()),
          "seed " + SEED);
    }
  }

  @Test
  void theLargestAmountIsRead() {
    assertEquals(new DecimalEther.Amount(DecimalEther.LARGEST), DecimalEther.read("1000000000"));
  }
}
