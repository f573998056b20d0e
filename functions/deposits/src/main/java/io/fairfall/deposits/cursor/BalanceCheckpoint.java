package io.fairfall.deposits.cursor;

import io.avaje.jsonb.Json;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hot wallet's ether after a block, as far as every wei of it is explained.
 *
 * @param balance wei as decimal text; null where the chain took blocks back since it was known: it
 *     is asked for again
 * @param difference what the node had more than that at the last look, which nobody could explain;
 *     signed wei as decimal text
 * @param earlier other differences before this one, as long as a reorganisation can reach back to
 *     them, the oldest first; null where there was none
 */
@Json
public record BalanceCheckpoint(
    long block, @Nullable String balance, String difference, @Nullable List<Difference> earlier) {
  /** A difference that was known up to a block, itself included. */
  @Json
  public record Difference(long upTo, String wei) {}

  public BalanceCheckpoint {
    earlier = earlier == null || earlier.isEmpty() ? null : List.copyOf(earlier);
  }

  public static BalanceCheckpoint of(long block, BigInteger balance) {
    return new BalanceCheckpoint(block, balance.toString(), "0", null);
  }

  /** A place at which the balance has to be asked for. */
  static BalanceCheckpoint unknown(long block) {
    return new BalanceCheckpoint(block, null, "0", null);
  }

  /** Whether the balance is known. */
  public boolean isKnown() {
    return balance != null;
  }

  /**
   * The balance.
   *
   * @throws IllegalStateException if it is not known
   */
  public BigInteger wei() {
    if (balance == null) {
      throw new IllegalStateException("the balance has to be asked for again");
    }
    return new BigInteger(balance);
  }

  /** The same place, and the balance there. */
  public BalanceCheckpoint knowing(BigInteger wei) {
    return new BalanceCheckpoint(block, wei.toString(), difference, earlier);
  }

  /** A later place, up to which nothing more is unexplained, or as much as is said. */
  public BalanceCheckpoint next(long later, BigInteger wei, BigInteger unexplained) {
    List<Difference> before = new ArrayList<>(earlier == null ? List.of() : earlier);
    String now = unexplained.toString();
    if (!now.equals(difference)) {
      before.add(new Difference(block, difference));
    }
    before.removeIf(one -> one.upTo() <= later - CursorReducer.SETTLED_BLOCKS);
    return new BalanceCheckpoint(later, wei.toString(), now, before);
  }

  /**
   * What is left of it when the chain takes back all blocks above one. A difference that may have
   * come below that block stays: what is not explained is never hidden.
   */
  BalanceCheckpoint cutAt(long ancestor) {
    if (block <= ancestor) {
      return this;
    }
    List<Difference> before = new ArrayList<>(earlier == null ? List.of() : earlier);
    String left = difference;
    while (!before.isEmpty() && before.getLast().upTo() >= ancestor) {
      left = before.removeLast().wei();
    }
    return new BalanceCheckpoint(Math.max(0, ancestor), null, left, before);
  }
}
