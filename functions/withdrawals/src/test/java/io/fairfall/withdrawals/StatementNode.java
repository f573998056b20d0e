package io.fairfall.withdrawals;

import io.fairfall.ethereumrpc.RpcResult;
import io.fairfall.ethereumrpc.RpcResult.Absent;
import io.fairfall.ethereumrpc.RpcResult.Failed;
import io.fairfall.ethereumrpc.RpcResult.Failure;
import io.fairfall.ethereumrpc.RpcResult.Known;
import io.fairfall.ethereumrpc.WalletChain;
import java.math.BigInteger;

/** A node with a block each 12 seconds, of which the newest ones can be hidden. */
final class StatementNode implements WalletChain {
  static final long FIRST_MS = 1_796_040_000_000L;
  static final long PERIOD_MS = 12_000;

  /** The newest block, by its number. */
  long newest = 1_000;

  /** What the wallet has, at every block. */
  BigInteger balance;

  /** Nothing is answered. */
  boolean isSilent;

  StatementNode(BigInteger balance) {
    this.balance = balance;
  }

  static String hashOf(long number) {
    return "0x%064x".formatted(number + 1);
  }

  @Override
  public RpcResult<Long> chainId() {
    return isSilent ? new Failed<>(Failure.UNREACHABLE, "silent") : new Known<>(31_337L);
  }

  @Override
  public RpcResult<Long> newestBlock() {
    return new Known<>(newest);
  }

  @Override
  public RpcResult<Header> header(long number) {
    return number > newest
        ? new Absent<>()
        : new Known<>(new Header(hashOf(number), FIRST_MS + number * PERIOD_MS, BigInteger.ONE));
  }

  @Override
  public RpcResult<BigInteger> balance(String address, long number) {
    return new Known<>(balance);
  }

  @Override
  public RpcResult<Long> transactionCount(String address, long number) {
    throw new IllegalStateException("nobody pays here");
  }

  @Override
  public RpcResult<BigInteger> tip() {
    throw new IllegalStateException("nobody pays here");
  }

  @Override
  public RpcResult<MinedTransaction> mined(String transactionHash) {
    throw new IllegalStateException("nobody pays here");
  }

  @Override
  public RpcResult<Long> gasOf(String from, String to, BigInteger value) {
    throw new IllegalStateException("nobody pays here");
  }

  @Override
  public RpcResult<String> send(String raw) {
    throw new IllegalStateException("nobody pays here");
  }
}
