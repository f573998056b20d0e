package io.fairfall.deposits.balance;

import io.fairfall.deposits.cursor.BalanceCheckpoint;
import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.scan.BalanceMovement;
import io.fairfall.deposits.scan.DepositRules;
import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.deposits.scan.ScannedBlock;
import io.fairfall.ethereumrpc.Block;
import io.fairfall.ethereumrpc.Chain;
import io.fairfall.ethereumrpc.InternalTransfer;
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
import java.util.function.Supplier;
import java.util.stream.LongStream;

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

  private static final int MAX_QUIET_BLOCKS = 10_000;

  private final Chain chain;
  private final DepositRules rules;
  private final Semaphore places = new Semaphore(MAX_CONCURRENT);

  /** Blocks in which no code ran, as they were read: the newest. */
  private final NavigableSet<Long> quiet = new ConcurrentSkipListSet<>();

  public InternalTransferDetector(Chain chain, DepositRules rules) {
    this.chain = chain;
    this.rules = rules;
  }

  /**
   * What a look found.
   *
   * @param transfers internal transfers since the baseline
   * @param baseline the next one
   */
  public record Found(List<DepositTransfer> transfers, BalanceCheckpoint baseline) {}

  /** A block and by how much more the wallet has after it than is explained. */
  private record Excess(long block, BigInteger wei) {}

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

  /**
   * Looks from the cursor's baseline up to a final block. Where the balance is what the blocks
   * explain, one node's word is enough; money that follows from it needs two, where there are two.
   */
  public RpcResult<Found> look(Cursor cursor, BalanceCheckpoint checkpoint, long upTo) {
    return excess(chain, cursor, checkpoint, upTo)
        .then(
            end ->
                end.wei().signum() == 0
                    ? new Known<>(new Found(List.of(), explained(cursor, checkpoint, end)))
                    : agreed(cursor, checkpoint, upTo)
                        .then(sure -> explain(cursor, checkpoint, sure)));
  }

  private static BalanceCheckpoint explained(
      Cursor cursor, BalanceCheckpoint checkpoint, Excess end) {
    BigInteger balance =
        checkpoint.wei().add(moved(cursor, checkpoint, end.block())).add(end.wei());
    return new BalanceCheckpoint(end.block(), balance.toString(), checkpoint.difference());
  }

  private RpcResult<Found> explain(Cursor cursor, BalanceCheckpoint checkpoint, Excess end) {
    Excess start = new Excess(checkpoint.block(), BigInteger.ZERO);
    return between(cursor, checkpoint, start, end)
        .then(
            transfers -> {
              BigInteger rest =
                  new BigInteger(checkpoint.difference()).add(end.wei()).subtract(sum(transfers));
              BalanceCheckpoint next = explained(cursor, checkpoint, end).differing(rest);
              return new Known<>(new Found(transfers, next));
            });
  }

  private static BigInteger sum(List<DepositTransfer> transfers) {
    return transfers.stream()
        .map(one -> one.amount().value())
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** What was passed on in the blocks in which the excess changed, the earliest first. */
  private RpcResult<List<DepositTransfer>> between(
      Cursor cursor, BalanceCheckpoint checkpoint, Excess from, Excess to) {
    BigInteger wei = to.wei().subtract(from.wei());
    if (wei.signum() == 0) {
      return new Known<>(List.of());
    }
    long blocks = to.block() - from.block();
    if (blocks == 1) {
      return asked(() -> chain.agreed(to.block(), node -> traced(node, cursor, to.block())))
          .then(transfers -> atMost(to.block(), wei, transfers));
    }
    List<Long> busy = busy(from, to);
    if (!busy.isEmpty()
        && busy.size() <= Chain.MAX_TOGETHER
        && asked(() -> chain.agreed(to.block(), node -> traced(node, cursor, busy)))
            instanceof Known<List<DepositTransfer>>(List<DepositTransfer> transfers)
        && sum(transfers).equals(wei)) {
      return new Known<>(transfers);
    }
    long middle = from.block() + blocks / 2;
    return agreed(cursor, checkpoint, middle)
        .then(
            half ->
                together(
                    List.of(
                        () -> between(cursor, checkpoint, from, half),
                        () -> between(cursor, checkpoint, half, to))));
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

  /** Asks all questions at one time, and has one list of all answers, in the questions' order. */
  private static <T> RpcResult<List<T>> together(List<Supplier<RpcResult<List<T>>>> questions) {
    List<CompletableFuture<RpcResult<List<T>>>> asked;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      asked = questions.stream().map(one -> CompletableFuture.supplyAsync(one, threads)).toList();
    } // which waits for all of them
    RpcResult<List<T>> all = new Known<>(List.of());
    for (CompletableFuture<RpcResult<List<T>>> one : asked) {
      all = all.then(before -> one.join().then(more -> new Known<>(joined(before, more))));
    }
    return all;
  }

  private static <T> List<T> joined(List<T> before, List<T> more) {
    List<T> joined = new ArrayList<>(before);
    joined.addAll(more);
    return joined;
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

  /** A trace is what a node says that happened; how much the wallet has more is what did. */
  private static RpcResult<List<DepositTransfer>> atMost(
      long block, BigInteger grown, List<DepositTransfer> transfers) {
    return sum(transfers).compareTo(grown.max(BigInteger.ZERO)) <= 0
        ? new Known<>(transfers)
        : new Failed<>(
            Failure.CONTRADICTION,
            "traces of block %d bring more than the wallet got".formatted(block));
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

  private RpcResult<List<DepositTransfer>> traced(Chain node, Cursor cursor, long number) {
    return node.block(number).then(block -> traced(node, cursor, block));
  }

  private RpcResult<List<DepositTransfer>> traced(Chain node, Cursor cursor, Block block) {
    if (!isWalked(cursor, block.number(), block.hash())) {
      return new Failed<>(Failure.CONTRADICTION, "another block than the one that was walked");
    }
    List<DepositTransfer> found = new ArrayList<>();
    for (Transaction transaction : block.transactions()) {
      if (!transaction.mayRunCode()) {
        continue;
      }
      switch (node.internalTransfers(transaction.hash())) {
        case Known<List<InternalTransfer>>(var moved) ->
            found.addAll(
                rules.internal(
                    new TracedTransaction(
                        block.number(), block.hash(), transaction.hash(), moved)));
        case Absent<List<InternalTransfer>>() -> {
          return new Absent<>();
        }
        case Failed<List<InternalTransfer>>(Failure failure, String reason, _) -> {
          return new Failed<>(failure, reason);
        }
      }
    }
    return new Known<>(found);
  }
}
