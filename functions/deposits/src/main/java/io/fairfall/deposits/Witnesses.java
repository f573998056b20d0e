package io.fairfall.deposits;

import io.fairfall.chain.Chain;
import io.fairfall.chain.NodeAnswer;
import io.fairfall.chain.NodeAnswer.Absent;
import io.fairfall.chain.NodeAnswer.Failed;
import io.fairfall.chain.NodeAnswer.Known;
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
final class Witnesses {
  /** Blocks that are asked about at one time. */
  private static final int MAX_CONCURRENT = 6;

  private final Chain chain;
  private final Deposits deposits;
  private final Semaphore places = new Semaphore(MAX_CONCURRENT);

  Witnesses(Chain chain, Deposits deposits) {
    this.chain = chain;
    this.deposits = deposits;
  }

  /**
   * What two nodes say of the blocks in which these transfers were seen, the earliest first; none
   * where there is one node only.
   */
  NodeAnswer<List<Scanned>> say(List<Transfer> ripe) {
    if (!chain.hasWitnesses()) {
      return new Known<>(List.of());
    }
    Map<Long, CompletableFuture<NodeAnswer<Scanned>>> asked = new TreeMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Transfer transfer : ripe) {
        if (!transfer.isInternal()) {
          asked.computeIfAbsent(
              transfer.block(),
              number -> CompletableFuture.supplyAsync(() -> agreed(number), threads));
        }
      }
    } // which waits for all of them
    List<Scanned> said = new ArrayList<>();
    for (CompletableFuture<NodeAnswer<Scanned>> answer : asked.values()) {
      switch (answer.join()) {
        case Known<Scanned>(Scanned block) -> said.add(block);
        case Absent<Scanned>() -> {
          return new Absent<>();
        }
        case Failed<Scanned>(NodeAnswer.Failure failure, String reason, _) -> {
          return new Failed<>(failure, reason);
        }
      }
    }
    return new Known<>(said);
  }

  private NodeAnswer<Scanned> agreed(long number) {
    places.acquireUninterruptibly();
    try {
      return chain.agreed(number, node -> Scanner.scan(node, deposits, number));
    } finally {
      places.release();
    }
  }
}
