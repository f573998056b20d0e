package io.fairfall.deposits;

import io.fairfall.chain.Block;
import io.fairfall.chain.Chain;
import io.fairfall.chain.NodeAnswer;
import io.fairfall.chain.NodeAnswer.Absent;
import io.fairfall.chain.NodeAnswer.Failed;
import io.fairfall.chain.NodeAnswer.Failure;
import io.fairfall.chain.NodeAnswer.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Reads blocks ahead of the walk, several at a time, and keeps of each only what the walk needs: so
 * a long way back costs neither waiting nor memory.
 */
final class Scanner implements AutoCloseable {
  /** Blocks that one step takes at most. */
  static final int WINDOW_BLOCKS = 100;

  /** Blocks that are read before they are asked for. */
  private static final int AHEAD_BLOCKS = 2 * WINDOW_BLOCKS;

  /** Questions to the nodes at one time. */
  private static final int MAX_CONCURRENT = 12;

  private final Chain chain;
  private final Deposits deposits;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore places = new Semaphore(MAX_CONCURRENT);
  private final TreeMap<Long, Future<NodeAnswer<Scanned>>> ahead = new TreeMap<>();

  Scanner(Chain chain, Deposits deposits) {
    this.chain = chain;
    this.deposits = deposits;
  }

  /**
   * What was read.
   *
   * @param blocks without a gap, from the first that was asked for
   * @param failure why there are not more, where that was not the end of the chain
   */
  record Read(List<Scanned> blocks, @Nullable String failure) {}

  /** The next blocks up to the head, as far as the nodes know them. */
  Read next(long from, long head) throws InterruptedException {
    ahead.headMap(from).clear();
    for (long number = from; number <= Math.min(head, from + AHEAD_BLOCKS - 1); number++) {
      ahead.computeIfAbsent(number, this::start);
    }
    List<Scanned> blocks = new ArrayList<>();
    for (long number = from; blocks.size() < WINDOW_BLOCKS; number++) {
      Future<NodeAnswer<Scanned>> future = ahead.get(number);
      if (future == null) {
        break;
      }
      switch (answer(future)) {
        case Known<Scanned>(Scanned block) -> blocks.add(block);
        case Absent<Scanned>() -> {
          forget();
          return new Read(blocks, null);
        }
        case Failed<Scanned>(Failure failure, String reason, _) -> {
          forget();
          return new Read(blocks, failure + ": " + reason);
        }
      }
    }
    return new Read(blocks, null);
  }

  /** Nothing that was read ahead is believed any more. */
  void forget() {
    ahead.values().forEach(future -> future.cancel(true));
    ahead.clear();
  }

  /** One block, read now. */
  NodeAnswer<Scanned> scan(long number) {
    return chain.block(number).then(this::scan);
  }

  private NodeAnswer<Scanned> scan(Block block) {
    return deposits.touch(block)
        ? chain.receipts(block).then(receipts -> new Known<>(deposits.scan(block, receipts)))
        : new Known<>(Scanned.empty(block));
  }

  private Future<NodeAnswer<Scanned>> start(long number) {
    return threads.submit(
        () -> {
          places.acquire();
          try {
            return scan(number);
          } finally {
            places.release();
          }
        });
  }

  private static NodeAnswer<Scanned> answer(Future<NodeAnswer<Scanned>> future)
      throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException failed) {
      return new Failed<>(Failure.CONTRADICTION, String.valueOf(failed.getCause()));
    }
  }

  @Override
  public void close() {
    forget();
    threads.shutdownNow();
  }
}
