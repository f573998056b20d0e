package io.fairfall.deposits;

import io.fairfall.ethereumrpc.Block;
import io.fairfall.ethereumrpc.Chain;
import io.fairfall.ethereumrpc.InternalTransfer;
import io.fairfall.ethereumrpc.Receipt;
import io.fairfall.ethereumrpc.RpcResult;
import io.fairfall.ethereumrpc.RpcResult.Known;
import io.fairfall.ethereumrpc.TracedTransaction;
import io.fairfall.ethereumrpc.Transaction;
import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A real node, of which one block is told otherwise, without any contradiction in it. */
public final class LyingNode implements Chain {
  private static final long NONE = -1;
  private static final String ANY_HASH = "0x" + "5".repeat(64);

  private final Chain node;
  private final AtomicInteger askedForForged = new AtomicInteger();
  private volatile long forged = NONE;
  private volatile long inflated = NONE;
  private volatile List<InternalTransfer> invented = List.of();
  private volatile @Nullable RpcResult<List<TracedTransaction>> tracesOfBlocks;

  public LyingNode(Chain node) {
    this.node = node;
  }

  /** A block has another hash and brings twice as much; the next one stands on it. */
  public void forge(long number) {
    forged = number;
    inflated = number;
  }

  /** A block brings twice as much, under its own hash. */
  public void inflate(long number) {
    inflated = number;
  }

  /** Every transaction passes something on. */
  public void inventTraces(String from, String to, long wei) {
    invented = List.of(new InternalTransfer(0, from, to, BigInteger.valueOf(wei)));
  }

  /** Whatever it is asked of blocks' traces, it says this. */
  public void tracesBlocksAs(RpcResult<List<TracedTransaction>> answer) {
    tracesOfBlocks = answer;
  }

  public void heal() {
    tracesOfBlocks = null;
    forged = NONE;
    inflated = NONE;
    invented = List.of();
  }

  /** How often it was asked for a block while that was forged. */
  public int asked(long number) {
    return number == forged ? askedForForged.get() : 0;
  }

  private String hash(long number, String hash) {
    return number == forged ? "0xbad" + hash.substring(5) : hash;
  }

  @Override
  public RpcResult<Block> block(long number) {
    if (number == forged) {
      askedForForged.incrementAndGet();
    }
    return node.block(number).then(block -> new Known<>(told(block)));
  }

  private Block told(Block block) {
    return new Block(
        block.number(),
        hash(block.number(), block.hash()),
        hash(block.number() - 1, block.parentHash()),
        block.logsBloom(),
        block.timestampMs(),
        block.transactions().stream()
            .map(one -> block.number() == inflated ? inflated(one) : one)
            .toList());
  }

  private static Transaction inflated(Transaction one) {
    return new Transaction(
        one.hash(),
        one.index(),
        one.from(),
        one.to(),
        one.value().multiply(BigInteger.TWO),
        one.gas());
  }

  @Override
  public RpcResult<List<Receipt>> receipts(Block block) {
    return node.block(block.number()).then(node::receipts);
  }

  @Override
  public RpcResult<String> blockHash(long number) {
    return node.blockHash(number).then(hash -> new Known<>(hash(number, hash)));
  }

  @Override
  public RpcResult<List<InternalTransfer>> internalTransfers(String transactionHash) {
    return invented.isEmpty() ? node.internalTransfers(transactionHash) : new Known<>(invented);
  }

  @Override
  public RpcResult<List<TracedTransaction>> traces(List<Long> blocks) {
    RpcResult<List<TracedTransaction>> told = tracesOfBlocks;
    if (told != null) {
      return told;
    }
    return invented.isEmpty()
        ? node.traces(blocks)
        : node.block(blocks.getFirst())
            .then(
                block ->
                    new Known<>(
                        List.of(
                            new TracedTransaction(
                                block.number(), block.hash(), ANY_HASH, invented))));
  }

  @Override
  public RpcResult<Long> blockOf(String transactionHash) {
    return node.blockOf(transactionHash);
  }

  @Override
  public RpcResult<Long> chainId() {
    return node.chainId();
  }

  @Override
  public RpcResult<Long> newestBlock() {
    return node.newestBlock();
  }

  @Override
  public RpcResult<BigInteger> balance(String address, long number) {
    return node.balance(address, number);
  }
}
