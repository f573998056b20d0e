package io.fairfall.withdrawals;

import io.fairfall.ethereumrpc.RpcResult;
import io.fairfall.ethereumrpc.RpcResult.Failed;
import io.fairfall.ethereumrpc.RpcResult.Failure;
import io.fairfall.ethereumrpc.WalletChain;
import java.math.BigInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A node before which calls are lost, before or after they were carried out. */
final class ScriptedNode implements WalletChain {
  private final WalletChain node;
  @Nullable Kill kill;

  /** Transactions go nowhere, and nobody says so. */
  boolean dropsTransactions;

  /** Transactions are taken, and the answer is lost. */
  boolean losesAnswers;

  /** Nothing is answered. */
  boolean isSilent;

  /** The receipts of the other world that this node lives in. */
  boolean deniesReceipts;

  int sent;

  ScriptedNode(WalletChain node) {
    this.node = node;
  }

  private <T> RpcResult<T> asked(Supplier<RpcResult<T>> call) {
    if (isSilent) {
      return new Failed<>(Failure.UNREACHABLE, "silent");
    }
    return kill == null ? call.get() : kill.calling(call);
  }

  @Override
  public RpcResult<Long> chainId() {
    return asked(node::chainId);
  }

  @Override
  public RpcResult<Long> newestBlock() {
    return asked(node::newestBlock);
  }

  @Override
  public RpcResult<Header> header(long number) {
    return asked(() -> node.header(number));
  }

  @Override
  public RpcResult<Long> transactionCount(String address, long number) {
    return asked(() -> node.transactionCount(address, number));
  }

  @Override
  public RpcResult<BigInteger> balance(String address, long number) {
    return asked(() -> node.balance(address, number));
  }

  @Override
  public RpcResult<BigInteger> tip() {
    return asked(node::tip);
  }

  @Override
  public RpcResult<MinedTransaction> mined(String transactionHash) {
    return deniesReceipts ? new RpcResult.Absent<>() : asked(() -> node.mined(transactionHash));
  }

  @Override
  public RpcResult<Long> gasOf(String from, String to, BigInteger value) {
    return asked(() -> node.gasOf(from, to, value));
  }

  @Override
  public RpcResult<String> send(String raw) {
    sent++;
    if (dropsTransactions) {
      return new Failed<>(Failure.UNREACHABLE, "lost");
    }
    RpcResult<String> answer = asked(() -> node.send(raw));
    return losesAnswers ? new Failed<>(Failure.UNREACHABLE, "lost") : answer;
  }
}
