package io.fairfall.chain;

import java.math.BigInteger;
import java.util.List;

/**
 * A chain as the indexer needs it: block by block, everything that moves money in them. An answer
 * that is {@link NodeAnswer.Known} agrees with the question, with itself and with the block it
 * belongs to; whether it is true is for a second node to say.
 */
public interface Chain extends Blocks {
  /** A block with its transactions; absent when the chain is shorter. */
  NodeAnswer<Block> block(long number);

  /**
   * What became of a block's transactions: one receipt for each, in their order.
   *
   * <p>Together the receipts' logs must give the bloom filter of the block's header, so that a node
   * which lags behind its own blocks cannot hide a log.
   */
  NodeAnswer<List<Receipt>> receipts(Block block);

  /**
   * Whether a block is still the one of its number: said before money moves because of it. Where
   * several nodes are asked, they must agree; where they do not, the answer is a failure.
   */
  default NodeAnswer<Boolean> stands(long number, String hash) {
    return blockHash(number).then(found -> new NodeAnswer.Known<>(found.equals(hash)));
  }

  /**
   * Ether that an account owns after a block, in wei.
   *
   * @param address lower-case
   */
  NodeAnswer<BigInteger> balance(String address, long number);

  /** Ether that contracts moved within a transaction, in the order in which it moved. */
  NodeAnswer<List<InternalTransfer>> internalTransfers(String transactionHash);
}
