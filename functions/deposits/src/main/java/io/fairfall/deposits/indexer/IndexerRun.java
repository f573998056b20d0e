package io.fairfall.deposits.indexer;

import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.cursor.CursorTable;
import io.fairfall.deposits.cursor.CursorTable.State;
import io.fairfall.deposits.cursor.Halt;
import io.fairfall.deposits.indexer.ChainFollower.Step;
import io.fairfall.deposits.outbox.OutboxProcessor;
import io.fairfall.ethereumrpc.Chain;
import io.fairfall.ethereumrpc.RpcResult;
import io.fairfall.ethereumrpc.RpcResult.Absent;
import io.fairfall.ethereumrpc.RpcResult.Failed;
import io.fairfall.ethereumrpc.RpcResult.Failure;
import io.fairfall.ethereumrpc.RpcResult.Known;
import io.fairfall.resilience.Pause;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One invocation's work: takes the lease, goes step by step, and gives the lease back.
 *
 * <p>Every step is one write of the cursor, asked for with the fence; what it says is carried out
 * after it was written, and again by whoever reads it next, until a later cursor says that it was.
 * Who loses the lease stops at the first write that is refused.
 */
public final class IndexerRun {
  /** How long an invocation works at most, when a schedule starts one every minute. */
  public static final Duration LENGTH = Duration.ofSeconds(57);

  /** Decided transfers that are not told at once while the walk is behind. */
  private static final int TOLD_TOGETHER = 400;

  /** And how long the first of them waits. */
  private static final long TOLD_EVERY_MS = 5_000;

  /** Decided transfers with which the walk waits until they are carried out. */
  private static final int MAX_OUTBOX = 600;

  private static final long RENEW_EVERY_MS = CursorTable.LEASE_MS / 2;

  private final CursorTable table;
  private final Chain chain;
  private final ChainFollower follower;
  private final OutboxProcessor processor;
  private final Terms terms;
  private final Company company;
  private final InstantSource clock;
  private long fence;
  private long spokeAtMs;
  private long toldAtMs;
  private long blocks;
  private Step last;

  /**
   * What a shift is told about itself.
   *
   * @param chainId that the nodes must answer
   * @param firstBlock where a first walk begins; null for the head
   * @param pollMs between two looks at a chain that somebody waits for
   */
  public record Terms(long chainId, @Nullable Long firstBlock, long pollMs) {}

  /**
   * Whom a shift deals with.
   *
   * @param somebodyWaits whether players are there to see a deposit the moment it comes
   * @param status what to write down about the nodes, as JSON
   * @param halted called whenever the walk is found halted
   * @param owed takes what there is of what is still to be taken back, and gives the cursor without
   *     what is settled by that
   * @param pause waits for some milliseconds
   */
  public record Company(
      BooleanSupplier somebodyWaits,
      StatusWriter status,
      Consumer<Halt> halted,
      UnaryOperator<Cursor> owed,
      Pause pause) {}

  /** Says how things stand, as text. */
  @FunctionalInterface
  public interface StatusWriter {
    String write(Step last, long blocks);
  }

  public IndexerRun(
      CursorTable table,
      Chain chain,
      ChainFollower follower,
      OutboxProcessor processor,
      Terms terms,
      Company company,
      InstantSource clock) {
    this.table = table;
    this.chain = chain;
    this.follower = follower;
    this.processor = processor;
    this.terms = terms;
    this.company = company;
    this.clock = clock;
    this.last = new Step(Cursor.startingAfter(0, ""), 0, "no step yet");
  }

  /** Blocks that were walked. */
  public long blocks() {
    return blocks;
  }

  /** The last step. */
  public Step last() {
    return last;
  }

  /**
   * Works until an instant, or until there is nothing to do.
   *
   * @return whether the lease was free
   */
  public boolean run(long endsAtMs) throws InterruptedException {
    Optional<State> taken = table.take(clock.millis());
    if (taken.isEmpty()) {
      return false;
    }
    fence = taken.get().fence();
    spokeAtMs = clock.millis();
    Cursor cursor = taken.get().cursor();
    Optional<String> wrong = wrongChain();
    if (wrong.isPresent()) {
      last = cursor == null ? last : new Step(cursor, cursor.number(), wrong.get());
      release();
      return true;
    }
    if (cursor == null) {
      cursor = begin();
    }
    if (cursor != null && work(cursor, endsAtMs)) {
      release();
    }
    return true;
  }

  private Optional<String> wrongChain() {
    return switch (chain.chainId()) {
      case Known<Long>(Long id) when id == terms.chainId() -> Optional.empty();
      case Known<Long>(_) -> Optional.of("the nodes are on another chain");
      case Absent<Long>() -> Optional.of("no chain id");
      case Failed<Long>(Failure failure, String reason, _) -> Optional.of(failure + ": " + reason);
    };
  }

  private @Nullable Cursor begin() {
    RpcResult<Cursor> start = follower.start(terms.firstBlock());
    if (start instanceof Known<Cursor>(Cursor cursor)
        && table.save(fence, cursor, clock.millis())) {
      return cursor;
    }
    return null;
  }

  /** Whether the lease is still ours at the end. */
  private boolean work(Cursor from, long endsAtMs) throws InterruptedException {
    Cursor cursor = company.owed().apply(from);
    if (cursor.step() != from.step() && !table.save(fence, cursor, clock.millis())) {
      return false;
    }
    processor.carryOut(cursor);
    toldAtMs = clock.millis();
    while (true) {
      cursor = processor.acknowledged(cursor);
      last = follower.step(cursor, clock.millis());
      Cursor next = last.cursor();
      if (next.step() != cursor.step()) {
        if (!table.save(fence, next, clock.millis())) {
          return false;
        }
        spokeAtMs = clock.millis();
        blocks += Math.max(0, next.number() - cursor.number());
        carryOut(next);
      } else if (!next.outbox().isEmpty()) {
        carryOut(next);
      }
      cursor = next;
      if (cursor.halt() != null) {
        company.halted().accept(cursor.halt());
        return true;
      }
      if (!goesOn(cursor, endsAtMs)) {
        processor.tell(cursor, false);
        processor.finish();
        return true;
      }
      if (!last.isBehind()) {
        company.pause().forMs(terms.pollMs());
      }
      if (clock.millis() - spokeAtMs >= RENEW_EVERY_MS) {
        if (!table.renew(fence, company.status().write(last, blocks), clock.millis())) {
          return false;
        }
        spokeAtMs = clock.millis();
      }
    }
  }

  /**
   * While the walk is behind, it goes on while credits are made, as long as not too many wait; and
   * players are told now and then. Otherwise everything is done before the next step.
   */
  private void carryOut(Cursor cursor) {
    if (!last.isBehind()) {
      processor.carryOut(cursor);
      return;
    }
    processor.begin(cursor);
    if (cursor.outbox().size() >= TOLD_TOGETHER || clock.millis() - toldAtMs >= TOLD_EVERY_MS) {
      processor.tell(cursor, false);
      toldAtMs = clock.millis();
    }
    if (cursor.outbox().size() >= MAX_OUTBOX) {
      processor.finish();
    }
  }

  private boolean goesOn(Cursor cursor, long endsAtMs) {
    if (clock.millis() + terms.pollMs() >= endsAtMs) {
      return false;
    }
    return last.isBehind()
        || !cursor.pending().isEmpty()
        || last.failure() != null
        || company.somebodyWaits().getAsBoolean();
  }

  private void release() {
    table.release(fence, company.status().write(last, blocks), clock.millis());
  }
}
