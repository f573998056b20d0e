package io.fairfall.deposits;

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
record Baseline(long block, String balance, String difference) {
  static Baseline of(long block, BigInteger balance) {
    return new Baseline(block, balance.toString(), "0");
  }

  BigInteger wei() {
    return new BigInteger(balance);
  }

  Baseline differing(BigInteger unexplained) {
    return new Baseline(block, balance, unexplained.toString());
  }
}
