package io.fairfall.ethereumrpc;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * A chain as the indexer needs it: block by block, everything that moves money in them. An answer
 * that is {@link RpcResult.Known} agrees with the question, with itself and with the block it
 * belongs to; whether it is true is for a second node to say.
 */
public interface Chain {
  /** The chain that is followed. */
  RpcResult<Long> chainId();

  /** The number of the newest block that is known. */
  RpcResult<Long> newestBlock();

  /**
   * The hash of a block on the present chain; it can change while the block is young.
   *
   * @return 66 characters: {@code 0x} and 64 lower-case hex digits
   */
  RpcResult<String> blockHash(long number);

  /**
   * The same chain, asked with more patience: a large block takes a slow node longer than others.
   *
   * @param times how often the question was in vain
   */
  default Chain patient(int times) {
    return this;
  }

  /** Questions that are asked together at most: a full block is hundreds of kilobytes. */
  int MAX_TOGETHER = 10;

  /** A block with its transactions; absent when the chain is shorter. */
  RpcResult<Block> block(long number);

  /**
   * Several blocks, one after another: asked for together where that is cheaper. Absent if one of
   * them is.
   *
   * @param count 1 to {@link #MAX_TOGETHER}
   */
  default RpcResult<List<Block>> blocks(long from, int count) {
    return oneByOne(count, place -> block(from + place));
  }

  /** The receipts of several blocks, as {@link #receipts(Block)} has those of one. */
  default RpcResult<List<List<Receipt>>> receipts(List<Block> blocks) {
    return oneByOne(blocks.size(), place -> receipts(blocks.get(place)));
  }

  private static <T> RpcResult<List<T>> oneByOne(int count, IntFunction<RpcResult<T>> question) {
    List<T> found = new ArrayList<>();
    for (int place = 0; place < count; place++) {
      switch (question.apply(place)) {
        case RpcResult.Known<T>(T value) -> found.add(value);
        case RpcResult.Absent<T>() -> {
          return new RpcResult.Absent<>();
        }
        case RpcResult.Failed<T>(RpcResult.Failure failure, String reason, long ms) -> {
          return new RpcResult.Failed<>(failure, reason, ms);
        }
      }
    }
    return new RpcResult.Known<>(List.copyOf(found));
  }

  /**
   * What became of a block's transactions: one receipt for each, in their order.
   *
   * <p>Together the receipts' logs must give the bloom filter of the block's header, so that a node
   * which lags behind its own blocks cannot hide a log.
   */
  RpcResult<List<Receipt>> receipts(Block block);

  /**
   * Whether a block is still the one of its number: said before money moves because of it. Where
   * there are several nodes, two must agree; where they do not, the answer is a failure.
   */
  default RpcResult<Boolean> stands(long number, String hash) {
    return agreed(number, node -> node.blockHash(number))
        .then(found -> new RpcResult.Known<>(found.equals(hash)));
  }

  /** Whether there are several nodes, whose words can be held against each other. */
  default boolean hasWitnesses() {
    return false;
  }

  /**
   * What two nodes say, each by itself, where there are several: nothing that only one of them says
   * is known. With one node, what it says.
   *
   * @param number of the block that is asked about, for the reason of a failure
   */
  default <T> RpcResult<T> agreed(long number, Function<Chain, RpcResult<T>> question) {
    return question.apply(this);
  }

  /**
   * Ether that an account owns after a block, in wei.
   *
   * @param address lower-case
   */
  RpcResult<BigInteger> balance(String address, long number);

  /** The number of the block that a transaction is in; absent where it is in none. */
  RpcResult<Long> blockOf(String transactionHash);

  /** Ether that contracts moved within a transaction, in the order in which it moved. */
  RpcResult<List<InternalTransfer>> internalTransfers(String transactionHash);

  /**
   * Ether that contracts moved within several blocks, in their order. Not every node can tell: one
   * that cannot fails. A node that has not seen a block says of it that nothing moved, so what this
   * says is to be held against what is known otherwise.
   *
   * @param blocks 1 to {@link #MAX_TOGETHER}
   */
  RpcResult<List<TracedTransaction>> traces(List<Long> blocks);
}
