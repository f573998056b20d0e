package io.fairfall.deposits.indexer;

import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.cursor.CursorChange;
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

  /** What a step that found 600 can add, and one large block: more is carried out in slices. */
  private static final int MAX_OUTBOX_OF_ONE_STEP = 2_000;

  /** Decided transfers that are carried out before it is saved that they were. */
  static final int SLICE = 500;

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

  /** Whether the time was over before everything was carried out. */
  private boolean isLeft;

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
      last =
          cursor == null ? unstarted(wrong.get()) : new Step(cursor, cursor.number(), wrong.get());
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
    if (start instanceof Known<Cursor>(Cursor cursor)) {
      return table.save(fence, cursor, clock.millis()) ? cursor : null;
    }
    String why =
        start instanceof Failed<Cursor> failed
            ? failed.failure() + ": " + failed.reason()
            : "a block or a balance that no node knows";
    last = unstarted("no walk can begin: " + why);
    release();
    return null;
  }

  private Step unstarted(String why) {
    return new Step(last.cursor(), 0, why);
  }

  /** Whether the lease is still ours at the end. */
  private boolean work(Cursor from, long endsAtMs) throws InterruptedException {
    Cursor owing = company.owed().apply(from.countingFrom(terms.firstBlock()));
    if (owing.step() != from.step() && !saved(owing)) {
      return false;
    }
    Cursor cursor = carriedOut(owing, endsAtMs);
    if (cursor == null || isLeft) {
      return cursor != null; // the rest is for the next one, who finds what was done
    }
    toldAtMs = clock.millis();
    while (true) {
      cursor = processor.acknowledged(cursor);
      last = follower.step(cursor, clock.millis());
      Cursor next = last.cursor();
      boolean isNew = next.step() != cursor.step();
      if (isNew && !saved(next)) {
        return false;
      }
      blocks += Math.max(0, next.number() - cursor.number());
      Cursor done = isNew || !next.outbox().isEmpty() ? carryOut(next, endsAtMs) : next;
      if (done == null) {
        return false;
      }
      cursor = done;
      if (cursor.halt() != null) {
        company.halted().accept(cursor.halt());
        return true;
      }
      if (isLeft || !goesOn(cursor, endsAtMs)) {
        if (!isLeft) {
          processor.tell(cursor, false);
        }
        return isFinished();
      }
      if (!last.isBehind()) {
        company.pause().forMs(terms.pollMs());
      }
      if (clock.millis() - spokeAtMs >= RENEW_EVERY_MS && !renewed()) {
        return false;
      }
    }
  }

  private boolean saved(Cursor cursor) {
    boolean isMine = table.save(fence, cursor, clock.millis());
    spokeAtMs = clock.millis();
    return isMine;
  }

  private boolean renewed() {
    boolean isMine = table.renew(fence, company.status().write(last, blocks), clock.millis());
    spokeAtMs = clock.millis();
    return isMine;
  }

  /**
   * Waits for what was begun, and says meanwhile that the lease is still held. Where it is not,
   * what was not begun is left to whoever holds it now.
   */
  private boolean isFinished() {
    while (!processor.finish(RENEW_EVERY_MS)) {
      if (!renewed()) {
        processor.stop();
        return false;
      }
    }
    return true;
  }

  /**
   * While the walk is behind, it goes on while credits are made, as long as not too many wait; and
   * players are told now and then. Otherwise everything is done before the next step.
   *
   * @return the cursor with which the work goes on; null where the lease is lost
   */
  private @Nullable Cursor carryOut(Cursor cursor, long endsAtMs) {
    if (!last.isBehind() || cursor.outbox().size() > MAX_OUTBOX_OF_ONE_STEP) {
      return carriedOut(cursor, endsAtMs);
    }
    processor.begin(cursor);
    if (cursor.outbox().size() >= TOLD_TOGETHER || clock.millis() - toldAtMs >= TOLD_EVERY_MS) {
      processor.tell(cursor, false);
      toldAtMs = clock.millis();
    }
    return cursor.outbox().size() < MAX_OUTBOX || isFinished() ? cursor : null;
  }

  /**
   * Carries out what a cursor says. Where that is much it is done slice by slice, and each is saved
   * as done: so whoever is stopped, or fails, has lost one slice's work at most, and no time is
   * long enough for the lease to be taken for free.
   *
   * @return the cursor without the slices that were done, or until the time is over; null where the
   *     lease is lost
   */
  private @Nullable Cursor carriedOut(Cursor from, long endsAtMs) {
    Cursor cursor = from;
    while (processor.inHand(cursor) > SLICE) {
      if (!isDone(cursor.slice(SLICE), cursor)) {
        return null;
      }
      Cursor rest = new CursorChange(processor.acknowledged(cursor)).made();
      if (!saved(rest)) {
        return null;
      }
      isLeft = clock.millis() >= endsAtMs || rest.outbox().size() == cursor.outbox().size();
      cursor = rest;
      if (isLeft) {
        return cursor;
      }
    }
    processor.begin(cursor);
    processor.tell(cursor, true);
    return isFinished() ? cursor : null;
  }

  /** Carries out one slice. What was done is saved even where something else failed. */
  private boolean isDone(Cursor slice, Cursor whole) {
    try {
      processor.begin(slice);
      processor.tell(slice, false);
      return isFinished();
    } catch (RuntimeException failure) {
      Cursor rest = processor.acknowledged(whole);
      if (rest.outbox().size() < whole.outbox().size()) {
        table.save(fence, new CursorChange(rest).made(), clock.millis());
      }
      throw failure;
    }
  }

  private boolean goesOn(Cursor cursor, long endsAtMs) {
    if (clock.millis() + terms.pollMs() >= endsAtMs) {
      return false;
    }
    return last.isBehind()
        || !cursor.pending().isEmpty()
        || last.failure() != null
        || follower.isLooking()
        || company.somebodyWaits().getAsBoolean();
  }

  private void release() {
    table.release(fence, company.status().write(last, blocks), clock.millis());
  }
}
