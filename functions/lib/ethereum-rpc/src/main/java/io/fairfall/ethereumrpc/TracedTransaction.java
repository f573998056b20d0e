package io.fairfall.ethereumrpc;

import java.util.List;

/**
 * What contracts moved within one transaction.
 *
 * @param block the number of the block that the transaction is in
 * @param blockHash its hash, as the node that was asked has it
 * @param transactionHash whose it is
 * @param moved in the order in which it moved; may be empty
 */
public record TracedTransaction(
    long block, String blockHash, String transactionHash, List<InternalTransfer> moved) {
  public TracedTransaction {
    moved = List.copyOf(moved);
  }
}
