package io.fairfall.deposits.scan;

import io.fairfall.ethereumrpc.Block;
import java.math.BigInteger;
import java.util.List;

/**
 * What the indexer keeps of a block.
 *
 * @param transfers deposits in it, in the order of the block
 * @param movement by how much the block's own transactions changed the hot wallet's ether, fees
 *     included, internal transfers not; wei, may be negative
 * @param mayRunCode whether code can have run in it, and so have moved ether that it does not show
 */
public record ScannedBlock(
    long number,
    String hash,
    String parentHash,
    List<DepositTransfer> transfers,
    BigInteger movement,
    boolean mayRunCode) {
  public ScannedBlock {
    transfers = List.copyOf(transfers);
  }

  /** A block that has nothing for us. */
  static ScannedBlock empty(Block block) {
    return new ScannedBlock(
        block.number(),
        block.hash(),
        block.parentHash(),
        List.of(),
        BigInteger.ZERO,
        block.mayRunCode());
  }
}
