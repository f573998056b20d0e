package io.fairfall.deposits.cursor;

import io.avaje.jsonb.Json;
import java.math.BigInteger;

/**
 * The hot wallet's ether after a block, as far as every wei of it is explained.
 *
 * @param balance wei as decimal text
 * @param difference what the node had more than that at the last look, which nobody could explain;
 *     signed wei as decimal text
 */
@Json
public record BalanceCheckpoint(long block, String balance, String difference) {
  public static BalanceCheckpoint of(long block, BigInteger balance) {
    return new BalanceCheckpoint(block, balance.toString(), "0");
  }

  public BigInteger wei() {
    return new BigInteger(balance);
  }

  public BalanceCheckpoint differing(BigInteger unexplained) {
    return new BalanceCheckpoint(block, balance, unexplained.toString());
  }
}
