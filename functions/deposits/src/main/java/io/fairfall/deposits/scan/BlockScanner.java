package io.fairfall.deposits.scan;

import io.fairfall.ethereumrpc.Block;
import io.fairfall.ethereumrpc.Chain;
import io.fairfall.ethereumrpc.Receipt;
import io.fairfall.ethereumrpc.RpcResult;
import io.fairfall.ethereumrpc.RpcResult.Absent;
import io.fairfall.ethereumrpc.RpcResult.Failed;
import io.fairfall.ethereumrpc.RpcResult.Failure;
import io.fairfall.ethereumrpc.RpcResult.Known;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Reads blocks ahead of the walk, several at a time and several in one request, and keeps of each
 * only what the walk needs: so a long way back costs neither waiting nor memory. A node that takes
 * no requests for several blocks is asked block by block.
 */
public final class BlockScanner implements AutoCloseable {
  /** Blocks that one step takes at most. */
  public static final int WINDOW_BLOCKS = 250;

  /** Deposits after which a step takes no further block: an item of DynamoDB holds so many. */
  public static final int WINDOW_TRANSFERS = 500;

  /** Deposits that are held in memory before no further block is asked for. */
  private static final int AHEAD_TRANSFERS = 10_000;

  /** Blocks that are read before they are asked for. */
  private static final int AHEAD_BLOCKS = 4 * WINDOW_BLOCKS;

  /** After a time-out, or a refusal, a third as many are asked for together: 10, 3, 1. */
  private static final int SHRINKING = 3;

  /** Batches that are answered in a row before twice as many blocks are asked for. */
  private static final int ANSWERS_BEFORE_GROWTH = 20;

  /** Requests to the nodes at one time: of one block each, or of several. */
  private static final int MAX_CONCURRENT = 12;

  private static final int MAX_CONCURRENT_TOGETHER = 4;

  /** After so long a read ends with what it has, if it has anything: it is saved, and goes on. */
  private static final long READ_SECONDS = 5;

  private final Chain chain;
  private final DepositRules rules;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore singly = new Semaphore(MAX_CONCURRENT);
  private final Semaphore together = new Semaphore(MAX_CONCURRENT_TOGETHER);
  private final TreeMap<Long, CompletableFuture<RpcResult<ScannedBlock>>> ahead = new TreeMap<>();

  /** Whether the last read met the end of the chain below the head that it was told of. */
  private boolean isEndNear;

  private volatile boolean takesBatches = true;

  /** Blocks that are asked for together: fewer after a time-out, more again after a while. */
  private final AtomicInteger batch = new AtomicInteger(Chain.MAX_TOGETHER);

  private final AtomicInteger answeredInARow = new AtomicInteger();

  public BlockScanner(Chain chain, DepositRules rules) {
    this.chain = chain;
    this.rules = rules;
  }

  /**
   * What was read.
   *
   * @param blocks without a gap, from the first that was asked for
   * @param failure why there are not more, where that was not the end of the chain
   */
  public record Read(List<ScannedBlock> blocks, @Nullable String failure) {}

  /** The next blocks up to the head, as far as the nodes know them. */
  public Read next(long from, long head) throws InterruptedException {
    ahead.headMap(from).clear();
    fill(from, Math.min(head, from + (isEndNear ? Chain.MAX_TOGETHER : AHEAD_BLOCKS) - 1));
    isEndNear = false;
    List<ScannedBlock> blocks = new ArrayList<>();
    CompletableFuture<RpcResult<ScannedBlock>> late =
        new CompletableFuture<RpcResult<ScannedBlock>>()
            .completeOnTimeout(new Absent<>(), READ_SECONDS, TimeUnit.SECONDS);
    int transfers = 0;
    for (long number = from;
        blocks.size() < WINDOW_BLOCKS && transfers < WINDOW_TRANSFERS;
        number++) {
      CompletableFuture<RpcResult<ScannedBlock>> future = ahead.get(number);
      if (future == null || (!blocks.isEmpty() && !isFirst(future, late))) {
        break;
      }
      switch (answer(future)) {
        case Known<ScannedBlock>(ScannedBlock block) -> {
          blocks.add(block);
          transfers += block.transfers().size();
        }
        case Absent<ScannedBlock>() -> {
          forget();
          isEndNear = true;
          return new Read(blocks, null);
        }
        case Failed<ScannedBlock>(Failure failure, String reason, _) -> {
          forget();
          return new Read(blocks, failure + ": " + reason);
        }
      }
    }
    return new Read(blocks, null);
  }

  /** Nothing that was read ahead is believed any more. */
  public void forget() {
    ahead.clear();
  }

  /** One block as some node has it, read now. */
  public static RpcResult<ScannedBlock> scan(Chain chain, DepositRules rules, long number) {
    return chain
        .block(number)
        .then(
            block ->
                rules.touch(block)
                    ? chain
                        .receipts(block)
                        .then(receipts -> new Known<>(rules.scan(block, receipts)))
                    : new Known<>(ScannedBlock.empty(block)));
  }

  private void fill(long from, long to) {
    long next = from;
    long last = held() < AHEAD_TRANSFERS ? to : from;
    while (next <= last) {
      if (ahead.containsKey(next)) {
        next++;
        continue;
      }
      int count = (int) Math.min(takesBatches ? batch.get() : 1, last - next + 1);
      start(next, count);
      next += count;
    }
  }

  /** Deposits in the blocks that were read and not taken yet. */
  private int held() {
    return ahead.values().stream()
        .filter(read -> read.isDone() && !read.isCompletedExceptionally())
        .mapToInt(
            read ->
                read.join() instanceof Known<ScannedBlock>(var one) ? one.transfers().size() : 0)
        .sum();
  }

  private void start(long first, int count) {
    List<CompletableFuture<RpcResult<ScannedBlock>>> places = new ArrayList<>();
    for (long number = first; number < first + count; number++) {
      places.add(ahead.computeIfAbsent(number, _ -> new CompletableFuture<>()));
    }
    Semaphore permits = count == 1 ? singly : together;
    threads.execute(
        () -> {
          permits.acquireUninterruptibly();
          try {
            read(first, places);
          } catch (RuntimeException failure) {
            places.forEach(place -> place.completeExceptionally(failure));
          } finally {
            permits.release();
          }
        });
  }

  private void read(long first, List<CompletableFuture<RpcResult<ScannedBlock>>> places) {
    if (places.size() > 1) {
      switch (scanTogether(first, places.size())) {
        case Known<List<ScannedBlock>>(List<ScannedBlock> blocks) -> {
          for (int place = 0; place < places.size(); place++) {
            places.get(place).complete(new Known<>(blocks.get(place)));
          }
          grow();
          return;
        }
        case Failed<List<ScannedBlock>> failed when failed.failure() == Failure.REFUSED ->
            takesBatches = false;
        case Failed<List<ScannedBlock>> failed when failed.failure() == Failure.RATE_LIMITED ->
            shrunk(places.size()); // a limit can be less than what is asked for together
        case Failed<List<ScannedBlock>> failed when isTooMuch(failed.failure()) -> {
          readInParts(first, places, shrunk(places.size()));
          return;
        }
        case Absent<List<ScannedBlock>> _,
            Failed<List<ScannedBlock>> _ -> {} // it is seen block by block
      }
    }
    readSingly(first, places);
  }

  /** Above a block that is not there yet is none that could be asked for. */
  private void readSingly(long first, List<CompletableFuture<RpcResult<ScannedBlock>>> places) {
    boolean isAtEnd = false;
    long number = first;
    for (CompletableFuture<RpcResult<ScannedBlock>> place : places) {
      RpcResult<ScannedBlock> found = isAtEnd ? new Absent<>() : scan(chain, rules, number++);
      isAtEnd = found instanceof Absent<ScannedBlock>;
      if (found instanceof Known<ScannedBlock>) {
        grow();
      }
      place.complete(found);
    }
  }

  /** Whether fewer blocks together may be answered where these were not. */
  private static boolean isTooMuch(Failure failure) {
    return failure == Failure.TIMED_OUT
        || failure == Failure.UNREADABLE
        || failure == Failure.UNREACHABLE;
  }

  private int shrunk(int count) {
    int fewer = Math.max(1, count / SHRINKING);
    answeredInARow.set(0);
    batch.accumulateAndGet(fewer, Math::min);
    return fewer;
  }

  private void grow() {
    if (batch.get() < Chain.MAX_TOGETHER
        && answeredInARow.incrementAndGet() >= ANSWERS_BEFORE_GROWTH) {
      answeredInARow.set(0);
      batch.updateAndGet(blocks -> Math.min(Chain.MAX_TOGETHER, 2 * blocks));
    }
  }

  private void readInParts(
      long first, List<CompletableFuture<RpcResult<ScannedBlock>>> places, int count) {
    for (int from = 0; from < places.size(); from += count) {
      read(first + from, places.subList(from, Math.min(places.size(), from + count)));
    }
  }

  private RpcResult<List<ScannedBlock>> scanTogether(long first, int count) {
    return chain
        .blocks(first, count)
        .then(
            blocks ->
                chain
                    .receipts(blocks.stream().filter(rules::touch).toList())
                    .then(receipts -> new Known<>(scanned(blocks, receipts))));
  }

  private List<ScannedBlock> scanned(List<Block> blocks, List<List<Receipt>> receipts) {
    Iterator<List<Receipt>> ofTouched = receipts.iterator();
    return blocks.stream()
        .map(
            block ->
                rules.touch(block)
                    ? rules.scan(block, ofTouched.next())
                    : ScannedBlock.empty(block))
        .toList();
  }

  /** Waits for one of two, and says whether it is the first. */
  private static boolean isFirst(CompletableFuture<?> one, CompletableFuture<?> other)
      throws InterruptedException {
    try {
      CompletableFuture.anyOf(one, other).get();
    } catch (ExecutionException failed) {
      return true; // it is seen again where its answer is read
    }
    return one.isDone();
  }

  private static RpcResult<ScannedBlock> answer(CompletableFuture<RpcResult<ScannedBlock>> future)
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
