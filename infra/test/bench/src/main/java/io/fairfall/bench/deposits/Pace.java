package io.fairfall.bench.deposits;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * How one reader went through the chain.
 *
 * @param name for the table
 * @param ms from its first question to its last block
 * @param calls to the node
 * @param wei all deposits that it found; null where it looks for none
 */
record Pace(String name, long blocks, double ms, long calls, @Nullable BigInteger wei) {
  private static final double MS_PER_SECOND = 1_000;

  double blocksPerSecond() {
    return blocks * MS_PER_SECOND / ms;
  }

  double callsPerBlock() {
    return (double) calls / blocks;
  }
}
