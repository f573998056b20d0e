package io.fairfall.deposits.scan;

import io.fairfall.ethereumrpc.Chain;
import io.fairfall.ethereumrpc.RpcResult;
import io.fairfall.ethereumrpc.RpcResult.Absent;
import io.fairfall.ethereumrpc.RpcResult.Failed;
import io.fairfall.ethereumrpc.RpcResult.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Asks, before anything is credited, whether two nodes say the same of what a block brought: who
 * sent how much, and not only that the block is there. With one node there is nobody to ask.
 *
 * <p>What contracts passed on is left out: it is held to the hot wallet's balance, and not every
 * node gives traces.
 */
public final class QuorumCheck {
  /** Blocks that are asked about at one time. */
  private static final int MAX_CONCURRENT = 6;

  /**
   * Blocks that one step asks about: each costs four answers, and a step must end well within an
   * invocation though each of them takes all its time. What is left is asked about in the next one.
   */
  public static final int MAX_BLOCKS = 12;

  private final Chain chain;
  private final DepositRules rules;
  private final Semaphore places = new Semaphore(MAX_CONCURRENT);

  public QuorumCheck(Chain chain, DepositRules rules) {
    this.chain = chain;
    this.rules = rules;
  }

  /**
   * How far one step gets with these transfers: the last of so many blocks as are asked about at
   * once.
   *
   * @return {@link Long#MAX_VALUE} where that is all of them
   */
  public long reach(List<DepositTransfer> ripe) {
    if (!chain.hasWitnesses()) {
      return Long.MAX_VALUE;
    }
    List<Long> blocks =
        ripe.stream()
            .filter(one -> !one.isInternal())
            .map(DepositTransfer::block)
            .distinct()
            .sorted()
            .toList();
    return blocks.size() <= MAX_BLOCKS ? Long.MAX_VALUE : blocks.get(MAX_BLOCKS - 1);
  }

  /**
   * What two nodes say of the blocks in which these transfers were seen, the earliest first; none
   * where there is one node only.
   *
   * @param ripe not beyond {@link #reach}
   */
  public RpcResult<List<ScannedBlock>> say(List<DepositTransfer> ripe) {
    if (!chain.hasWitnesses()) {
      return new Known<>(List.of());
    }
    Map<Long, CompletableFuture<RpcResult<ScannedBlock>>> asked = new TreeMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (DepositTransfer transfer : ripe) {
        if (!transfer.isInternal()) {
          asked.computeIfAbsent(
              transfer.block(),
              number -> CompletableFuture.supplyAsync(() -> agreed(number), threads));
        }
      }
    } // which waits for all of them
    List<ScannedBlock> said = new ArrayList<>();
    for (CompletableFuture<RpcResult<ScannedBlock>> answer : asked.values()) {
      switch (answer.join()) {
        case Known<ScannedBlock>(ScannedBlock block) -> said.add(block);
        case Absent<ScannedBlock>() -> {
          return new Absent<>();
        }
        case Failed<ScannedBlock>(RpcResult.Failure failure, String reason, _) -> {
          return new Failed<>(failure, reason);
        }
      }
    }
    return new Known<>(said);
  }

  private RpcResult<ScannedBlock> agreed(long number) {
    places.acquireUninterruptibly();
    try {
      return chain.agreed(number, node -> BlockScanner.scan(node, rules, number));
    } finally {
      places.release();
    }
  }
}
