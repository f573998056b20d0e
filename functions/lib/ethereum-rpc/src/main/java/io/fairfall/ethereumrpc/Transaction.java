package io.fairfall.ethereumrpc;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A transaction in a block; whether it succeeded is in its receipt.
 *
 * @param index its place in the block, from 0
 * @param from lower-case address
 * @param to lower-case address; null where a contract is created
 * @param value wei
 * @param gas what it may use at most: a bare transfer uses {@link #BARE_TRANSFER_GAS}, and whatever
 *     runs code needs more
 */
public record Transaction(
    String hash, int index, String from, @Nullable String to, BigInteger value, long gas) {
  /** What every transaction costs at least (Ethereum yellow paper, appendix G). */
  public static final long BARE_TRANSFER_GAS = 21_000;

  /** Whether code can have run because of it, and so have moved ether that it does not show. */
  public boolean mayRunCode() {
    return gas > BARE_TRANSFER_GAS;
  }
}
