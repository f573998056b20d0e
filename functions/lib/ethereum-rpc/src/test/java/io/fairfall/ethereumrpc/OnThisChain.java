package io.fairfall.ethereumrpc;

import io.fairfall.ethereumrpc.RpcResult.Known;
import java.math.BigInteger;
import java.util.List;

/** A node of which it is known that it follows chain 1. */
record OnThisChain(Chain node) implements Chain {
  @Override
  public RpcResult<Long> chainId() {
    return new Known<>(1L);
  }

  @Override
  public RpcResult<Long> newestBlock() {
    return node.newestBlock();
  }

  @Override
  public RpcResult<String> blockHash(long number) {
    return node.blockHash(number);
  }

  @Override
  public RpcResult<Block> block(long number) {
    return node.block(number);
  }

  @Override
  public RpcResult<List<Receipt>> receipts(Block block) {
    return node.receipts(block);
  }

  @Override
  public RpcResult<BigInteger> balance(String address, long number) {
    return node.balance(address, number);
  }

  @Override
  public RpcResult<Long> blockOf(String transactionHash) {
    return node.blockOf(transactionHash);
  }

  @Override
  public RpcResult<List<InternalTransfer>> internalTransfers(String transactionHash) {
    return node.internalTransfers(transactionHash);
  }

  @Override
  public RpcResult<List<TracedTransaction>> traces(List<Long> blocks) {
    return node.traces(blocks);
  }
}
