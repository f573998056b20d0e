package io.fairfall.deposits.balance;

import io.fairfall.deposits.balance.BlockTracer.Look;
import io.fairfall.deposits.balance.BlockTracer.Task;
import io.fairfall.deposits.cursor.BalanceCheckpoint;
import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.cursor.Cursor.Untraced;
import io.fairfall.deposits.scan.BalanceMovement;
import io.fairfall.deposits.scan.DepositRules;
import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.deposits.scan.ScannedBlock;
import io.fairfall.ethereumrpc.Block;
import io.fairfall.ethereumrpc.Chain;
import io.fairfall.ethereumrpc.RpcResult;
import io.fairfall.ethereumrpc.RpcResult.Absent;
import io.fairfall.ethereumrpc.RpcResult.Failed;
import io.fairfall.ethereumrpc.RpcResult.Failure;
import io.fairfall.ethereumrpc.RpcResult.Known;
import io.fairfall.ethereumrpc.TracedTransaction;
import io.fairfall.ethereumrpc.Transaction;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what contracts passed on to the hot wallet, which shows in no transaction and no log.
 *
 * <p>The wallet's balance is compared with what the blocks explain, at a block that is final. Where
 * it is more, the blocks in which it grew are found by halving, and their transactions are traced.
 * So a transfer that nobody looked for is found by the money itself, and in the usual case the look
 * costs one question.
 *
 * <p>A few blocks are traced at once, where the nodes can do that, and those left out of which it
 * is known that no code ran in them. All of that may be wrong in more ways than what is said of one
 * transaction, so what comes of it counts only where it is what the wallet got, to the wei;
 * otherwise the halving goes on to the single block.
 */
public final class InternalTransferDetector {
  /** Questions to the nodes at one time. */
  private static final int MAX_CONCURRENT = 8;

  /**
   * Blocks that are remembered as quiet. Of older ones nothing is known, and they are traced like
   * any other: that costs questions and changes nothing.
   */
  static final int MAX_QUIET_BLOCKS = 10_000;

  private final Chain chain;
  private final DepositRules rules;
  private final BlockTracer tracer;
  private final Semaphore places = new Semaphore(MAX_CONCURRENT);

  /** Blocks in which no code ran, as they were read: the newest. */
  private final NavigableSet<Long> quiet = new ConcurrentSkipListSet<>();

  /** A detector of the live walk, whose looks follow on each other. */
  public InternalTransferDetector(Chain chain, DepositRules rules) {
    this(chain, rules, Untraced.PATIENCE_MS);
  }

  /**
   * A detector.
   *
   * @param patienceMs how long a transaction that cannot be traced is waited for
   */
  public InternalTransferDetector(Chain chain, DepositRules rules, long patienceMs) {
    this.chain = chain;
    this.rules = rules;
    this.tracer = new BlockTracer(chain, rules, patienceMs, places);
  }

  /**
   * What a look found.
   *
   * @param transfers internal transfers since the baseline, up to the next one
   * @param baseline the next one; not as far as was looked where a transaction is waited for
   * @param untraced transactions that no two nodes could trace
   */
  public record Found(
      List<DepositTransfer> transfers, BalanceCheckpoint baseline, List<Untraced> untraced) {}

  /** A block and by how much more the wallet has after it than is explained. */
  private record Excess(long block, BigInteger wei) {}

  /**
   * What was found between two blocks.
   *
   * @param stop where it ends before its end, because of a transaction that is waited for
   */
  private record Part(
      List<DepositTransfer> transfers, List<Untraced> untraced, @Nullable Excess stop) {
    static final Part NOTHING = new Part(List.of(), List.of(), null);

    /** And what was found after it; beyond a stop only what could not be traced counts. */
    Part and(Part later) {
      List<Untraced> all = new ArrayList<>(untraced);
      all.addAll(later.untraced);
      if (stop != null) {
        return new Part(transfers, all, stop);
      }
      List<DepositTransfer> both = new ArrayList<>(transfers);
      both.addAll(later.transfers);
      return new Part(both, all, later.stop);
    }
  }

  /** Blocks were read that a later look will lead over. */
  public void read(List<ScannedBlock> blocks) {
    blocks.stream()
        .filter(block -> !block.mayRunCode())
        .map(ScannedBlock::number)
        .forEach(quiet::add);
    while (quiet.size() > MAX_QUIET_BLOCKS) {
      quiet.pollFirst();
    }
  }

  /** The oldest block that is remembered as quiet. */
  long oldestQuiet() {
    return quiet.first();
  }

  /**
   * Looks from the cursor's baseline up to a final block. Where the balance is what the blocks
   * explain, one node's word is enough; money that follows from it needs two, where there are two.
   */
  public RpcResult<Found> look(Cursor cursor, BalanceCheckpoint checkpoint, long upTo, long nowMs) {
    return excess(chain, cursor, checkpoint, upTo)
        .then(
            end ->
                end.wei().signum() == 0
                    ? new Known<>(found(cursor, checkpoint, end, Part.NOTHING))
                    : agreed(cursor, checkpoint, upTo)
                        .then(
                            sure ->
                                explain(
                                    new Look(cursor, nowMs, new AtomicInteger()),
                                    checkpoint,
                                    sure)));
  }

  private RpcResult<Found> explain(Look look, BalanceCheckpoint checkpoint, Excess end) {
    Excess start = new Excess(checkpoint.block(), BigInteger.ZERO);
    return between(look, checkpoint, start, end)
        .then(part -> new Known<>(found(look.cursor(), checkpoint, end, part)));
  }

  private static Found found(Cursor cursor, BalanceCheckpoint checkpoint, Excess end, Part part) {
    Excess reached = part.stop() == null ? end : part.stop();
    BigInteger balance =
        checkpoint.wei().add(moved(cursor, checkpoint, reached.block())).add(reached.wei());
    BigInteger rest =
        new BigInteger(checkpoint.difference()).add(reached.wei()).subtract(sum(part.transfers()));
    BalanceCheckpoint next =
        reached.block() == checkpoint.block()
            ? checkpoint
            : checkpoint.next(reached.block(), balance, rest);
    return new Found(part.transfers(), next, part.untraced());
  }

  private static BigInteger sum(List<DepositTransfer> transfers) {
    return transfers.stream()
        .map(one -> one.amount().value())
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** What was passed on in the blocks in which the excess changed, the earliest first. */
  private RpcResult<Part> between(Look look, BalanceCheckpoint checkpoint, Excess from, Excess to) {
    BigInteger wei = to.wei().subtract(from.wei());
    if (wei.signum() == 0) {
      return new Known<>(Part.NOTHING);
    }
    long blocks = to.block() - from.block();
    if (blocks == 1) {
      return single(look, from, to);
    }
    if (together(look, from, to)
            instanceof Known<List<DepositTransfer>>(List<DepositTransfer> transfers)
        && sum(transfers).equals(wei)) {
      return new Known<>(new Part(transfers, List.of(), null));
    }
    long middle = from.block() + blocks / 2;
    return agreed(look.cursor(), checkpoint, middle)
        .then(
            half ->
                together(
                    () -> between(look, checkpoint, from, half),
                    () -> between(look, checkpoint, half, to)));
  }

  /**
   * What a few blocks brought, traced at once: not where an answer of this look was late before, or
   * one stranger's transaction would take its time from each half again.
   */
  private RpcResult<List<DepositTransfer>> together(Look look, Excess from, Excess to) {
    List<Long> busy = look.late().get() > 0 ? List.of() : busy(from, to);
    return busy.isEmpty() || busy.size() > Chain.MAX_TOGETHER
        ? new Absent<>()
        : look.noting(
            asked(() -> chain.agreed(to.block(), node -> traced(node, look.cursor(), busy))));
  }

  /**
   * Blocks that have to be traced; where there are too many to ask for together, not all of them.
   */
  private List<Long> busy(Excess from, Excess to) {
    return LongStream.rangeClosed(from.block() + 1, to.block())
        .filter(block -> !quiet.contains(block))
        .limit(Chain.MAX_TOGETHER + 1L)
        .boxed()
        .toList();
  }

  /** Asks both at one time. */
  private static RpcResult<Part> together(
      Supplier<RpcResult<Part>> earlier, Supplier<RpcResult<Part>> later) {
    CompletableFuture<RpcResult<Part>> first;
    CompletableFuture<RpcResult<Part>> second;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      first = CompletableFuture.supplyAsync(earlier, threads);
      second = CompletableFuture.supplyAsync(later, threads);
    } // which waits for both of them
    return first.join().then(before -> second.join().then(after -> new Known<>(before.and(after))));
  }

  private RpcResult<Excess> agreed(Cursor cursor, BalanceCheckpoint checkpoint, long block) {
    return asked(() -> chain.agreed(block, node -> excess(node, cursor, checkpoint, block)));
  }

  private RpcResult<Excess> excess(
      Chain node, Cursor cursor, BalanceCheckpoint checkpoint, long block) {
    BigInteger explained = checkpoint.wei().add(moved(cursor, checkpoint, block));
    return node.balance(rules.wallet(), block)
        .then(balance -> new Known<>(new Excess(block, balance.subtract(explained))));
  }

  private <T> RpcResult<T> asked(Supplier<RpcResult<T>> question) {
    places.acquireUninterruptibly();
    try {
      return question.get();
    } finally {
      places.release();
    }
  }

  private static BigInteger moved(Cursor cursor, BalanceCheckpoint checkpoint, long upTo) {
    return cursor.movements().stream()
        .filter(one -> one.block() > checkpoint.block() && one.block() <= upTo)
        .map(BalanceMovement::value)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private RpcResult<List<DepositTransfer>> traced(Chain node, Cursor cursor, List<Long> blocks) {
    return node.traces(blocks).then(traced -> deposits(cursor, traced));
  }

  private RpcResult<List<DepositTransfer>> deposits(Cursor cursor, List<TracedTransaction> traced) {
    return traced.stream().allMatch(one -> isWalked(cursor, one.block(), one.blockHash()))
        ? new Known<>(traced.stream().flatMap(one -> rules.internal(one).stream()).toList())
        : new Failed<>(Failure.CONTRADICTION, "other blocks than those that were walked");
  }

  private static boolean isWalked(Cursor cursor, long block, String hash) {
    return !cursor.remembers(block) || cursor.hashOf(block).equals(hash);
  }

  /** One block, whose transactions are traced one by one. */
  private RpcResult<Part> single(Look look, Excess from, Excess to) {
    long number = to.block();
    return asked(() -> chain.agreed(number, node -> node.block(number).then(this::busy)))
        .then(
            block ->
                isWalked(look.cursor(), number, block.hash())
                    ? tracer.trace(look, block, to.wei().subtract(from.wei()))
                    : new Failed<BlockTracer.Traced>(
                        Failure.CONTRADICTION, "another block than the one that was walked"))
        .then(
            traced ->
                new Known<>(
                    traced.waits()
                        ? new Part(List.of(), traced.untraced(), from)
                        : new Part(traced.transfers(), traced.untraced(), null)));
  }

  private RpcResult<Task> busy(Block block) {
    return new Known<>(
        new Task(
            block.number(),
            block.hash(),
            block.transactions().stream()
                .filter(Transaction::mayRunCode)
                .map(Transaction::hash)
                .toList()));
  }
}
