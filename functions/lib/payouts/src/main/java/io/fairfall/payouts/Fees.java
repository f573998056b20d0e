package io.fairfall.payouts;

import io.fairfall.money.Wei;
import java.math.BigInteger;

/**
 * What a transaction offers for each unit of gas (EIP-1559).
 *
 * @param max the most that is paid in all, in wei, not less than the tip
 * @param tip the most that the block's proposer gets of it, in wei
 */
public record Fees(Wei max, Wei tip) {
  /** A node takes a transaction in another's place if it offers a tenth more; an eighth is safe. */
  private static final BigInteger BUMP_NUMERATOR = BigInteger.valueOf(9);

  private static final BigInteger BUMP_DENOMINATOR = BigInteger.valueOf(8);

  public Fees {
    Texts.require(max.compareTo(tip) >= 0, "the tip is a part of the fee");
  }

  /** The least with which another transaction takes the place of one that offers this. */
  public Fees bumped() {
    return new Fees(bumped(max), bumped(tip));
  }

  /** What is not less than either. */
  public Fees atLeast(Fees others) {
    return new Fees(larger(max, others.max), larger(tip, others.tip));
  }

  /** The most that so much gas can cost, in wei. */
  public Wei cost(long gas) {
    return new Wei(max.value().multiply(BigInteger.valueOf(gas)));
  }

  private static Wei larger(Wei one, Wei other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /** An eighth more, rounded up, and one wei at least. */
  private static Wei bumped(Wei fee) {
    BigInteger more =
        fee.value()
            .multiply(BUMP_NUMERATOR)
            .add(BUMP_DENOMINATOR.subtract(BigInteger.ONE))
            .divide(BUMP_DENOMINATOR);
    return new Wei(more.max(fee.value().add(BigInteger.ONE)));
  }
}
