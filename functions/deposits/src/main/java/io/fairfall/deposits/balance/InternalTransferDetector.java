package io.fairfall.deposits.balance;

import io.fairfall.deposits.cursor.BalanceCheckpoint;
import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.cursor.Cursor.Untraced;
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
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
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

  /** Failures of nodes that are there, and cannot say what happened in this one transaction. */
  private static final Set<Failure> UNTRACEABLE =
      EnumSet.of(Failure.REFUSED, Failure.TIMED_OUT, Failure.UNREADABLE);

  /** Characters of why a transaction was not traced. */
  private static final int MAX_WHY = 80;

  private final Chain chain;
  private final DepositRules rules;
  private final long patienceMs;
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
    this.patienceMs = patienceMs;
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

  /** A block's hash and its transactions in which code can have run. */
  private record Busy(String hash, List<String> transactions) {}

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
                        .then(sure -> explain(cursor, checkpoint, sure, nowMs)));
  }

  private RpcResult<Found> explain(
      Cursor cursor, BalanceCheckpoint checkpoint, Excess end, long nowMs) {
    Excess start = new Excess(checkpoint.block(), BigInteger.ZERO);
    return between(cursor, checkpoint, start, end, nowMs)
        .then(part -> new Known<>(found(cursor, checkpoint, end, part)));
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
  private RpcResult<Part> between(
      Cursor cursor, BalanceCheckpoint checkpoint, Excess from, Excess to, long nowMs) {
    BigInteger wei = to.wei().subtract(from.wei());
    if (wei.signum() == 0) {
      return new Known<>(Part.NOTHING);
    }
    long blocks = to.block() - from.block();
    if (blocks == 1) {
      return single(cursor, from, to, nowMs).then(part -> atMost(to.block(), wei, part));
    }
    List<Long> busy = busy(from, to);
    if (!busy.isEmpty()
        && busy.size() <= Chain.MAX_TOGETHER
        && asked(() -> chain.agreed(to.block(), node -> traced(node, cursor, busy)))
            instanceof Known<List<DepositTransfer>>(List<DepositTransfer> transfers)
        && sum(transfers).equals(wei)) {
      return new Known<>(new Part(transfers, List.of(), null));
    }
    long middle = from.block() + blocks / 2;
    return agreed(cursor, checkpoint, middle)
        .then(
            half ->
                together(
                    () -> between(cursor, checkpoint, from, half, nowMs),
                    () -> between(cursor, checkpoint, half, to, nowMs)));
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

  /** A trace is what a node says that happened; how much the wallet has more is what did. */
  private static RpcResult<Part> atMost(long block, BigInteger grown, Part part) {
    return sum(part.transfers()).compareTo(grown.max(BigInteger.ZERO)) <= 0
        ? new Known<>(part)
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

  /** One block, whose transactions are traced one by one. */
  private RpcResult<Part> single(Cursor cursor, Excess from, Excess to, long nowMs) {
    long number = to.block();
    return asked(() -> chain.agreed(number, node -> node.block(number).then(this::busy)))
        .then(
            block ->
                isWalked(cursor, number, block.hash())
                    ? single(cursor, from, number, block, nowMs)
                    : new Failed<>(
                        Failure.CONTRADICTION, "another block than the one that was walked"));
  }

  private RpcResult<Busy> busy(Block block) {
    return new Known<>(
        new Busy(
            block.hash(),
            block.transactions().stream()
                .filter(Transaction::mayRunCode)
                .map(Transaction::hash)
                .toList()));
  }

  /**
   * A transaction that nodes cannot trace, though they are there, is waited for during some looks,
   * and then left out by name: a stranger who makes one must not hold up everybody else.
   */
  private RpcResult<Part> single(Cursor cursor, Excess from, long number, Busy block, long nowMs) {
    List<DepositTransfer> found = new ArrayList<>();
    List<Untraced> untraced = new ArrayList<>();
    boolean waits = false;
    for (String hash : block.transactions()) {
      switch (asked(() -> chain.agreed(number, node -> node.internalTransfers(hash)))) {
        case Known<List<InternalTransfer>>(var moved) ->
            found.addAll(rules.internal(new TracedTransaction(number, block.hash(), hash, moved)));
        case Absent<List<InternalTransfer>>() -> {
          return new Absent<>();
        }
        case Failed<List<InternalTransfer>>(Failure failure, String reason, _) -> {
          // where there is one node only, nobody disagrees: it is the trace itself that makes no
          // sense
          boolean isNonsense = failure == Failure.CONTRADICTION && !chain.hasWitnesses();
          if (!isNonsense && !UNTRACEABLE.contains(failure)) {
            return new Failed<>(failure, reason);
          }
          Untraced now = metAgain(cursor, number, hash, failure + ": " + reason, nowMs);
          untraced.add(now);
          waits |= !now.isSetAside();
        }
      }
    }
    Part part = new Part(waits ? List.of() : found, untraced, waits ? from : null);
    return block.transactions().isEmpty() ? new Known<>(part) : standing(number, block, part);
  }

  /**
   * A trace does not say of which block it is: where the chain took this one back meanwhile, it was
   * of another, or of none.
   */
  private RpcResult<Part> standing(long number, Busy block, Part part) {
    return asked(() -> chain.agreed(number, node -> node.blockHash(number)))
        .then(
            hash ->
                hash.equals(block.hash())
                    ? new Known<>(part)
                    : new Failed<>(
                        Failure.CONTRADICTION, "a block that was taken back while it was traced"));
  }

  private Untraced metAgain(Cursor cursor, long block, String hash, String why, long nowMs) {
    long sinceMs =
        cursor.untracedNow().stream()
            .filter(one -> one.hash().equals(hash))
            .mapToLong(Untraced::sinceMs)
            .findFirst()
            .orElse(nowMs);
    String words = why.substring(0, Math.min(MAX_WHY, why.length()));
    // where more are waited for than are remembered, nobody waits
    boolean isSetAside =
        nowMs - sinceMs >= patienceMs || cursor.untracedNow().size() >= Cursor.MAX_UNTRACED;
    return new Untraced(block, hash, words, sinceMs, isSetAside);
  }
}
