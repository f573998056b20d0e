package io.fairfall.ethereumrpc;

import java.math.BigInteger;

/**
 * One node as a sender of transactions needs it. An answer that is {@link RpcResult.Known} agrees
 * with the question and with itself; whether it is true is for a second node to say. An error means
 * that nothing is known, also of a transaction that was to be sent.
 */
public interface WalletChain {
  /** The chain that is followed. */
  RpcResult<Long> chainId();

  /** The number of the newest block that is known. */
  RpcResult<Long> newestBlock();

  /**
   * A block's name and time, and what its gas cost.
   *
   * @param hash 66 characters, lower case
   * @param atMs when it was made, in milliseconds since 1970
   * @param baseFee wei for a unit of gas
   */
  record Header(String hash, long atMs, BigInteger baseFee) {}

  /** A block as it stands on the present chain. */
  RpcResult<Header> header(long number);

  /**
   * Transactions that an account has made up to a block, itself included.
   *
   * @param address lower-case
   */
  RpcResult<Long> transactionCount(String address, long number);

  /** Ether that an account owns after a block, in wei. */
  RpcResult<BigInteger> balance(String address, long number);

  /** What is usually given to who proposes a block, in wei for a unit of gas. */
  RpcResult<BigInteger> tip();

  /**
   * Where a transaction is and what became of it.
   *
   * @param block number of its block
   * @param blockHash 66 characters, lower case
   * @param fee what its sender paid for it, in wei
   */
  record MinedTransaction(long block, String blockHash, boolean succeeded, BigInteger fee) {}

  /** A transaction that is in a block; absent where it is in none. */
  RpcResult<MinedTransaction> mined(String transactionHash);

  /** Gas that a payment would use now; a failure where its recipient refuses it. */
  RpcResult<Long> gasOf(String from, String to, BigInteger value);

  /**
   * Hands in a transaction. An error says nothing: a node that has it already answers with one too.
   *
   * @param raw signed, {@code 0x} and hex
   * @return its hash, as the node has it
   */
  RpcResult<String> send(String raw);
}
