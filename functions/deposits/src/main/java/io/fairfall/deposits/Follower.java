package io.fairfall.deposits;

import io.fairfall.chain.Chain;
import io.fairfall.chain.NodeAnswer;
import io.fairfall.chain.NodeAnswer.Absent;
import io.fairfall.chain.NodeAnswer.Failed;
import io.fairfall.chain.NodeAnswer.Failure;
import io.fairfall.chain.NodeAnswer.Known;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes one step: looks at the chain and says what the cursor becomes. It writes nothing. Where the
 * nodes fail or contradict each other the cursor stays where it is, and the step says why.
 */
final class Follower {
  /** How often the balance is looked at while the indexer is at the head. */
  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  /** And how many blocks may lie between two looks while it is not. */
  private static final long MAX_UNLOOKED_BLOCKS = 100;

  private final Chain chain;
  private final Deposits deposits;
  private final Walk walk;
  private final Scanner scanner;
  private final Ancestor ancestor;
  private final Internals internals;
  private final Predicate<String> isKnown;
  private long lookedAtMs;

  Follower(Chain chain, Deposits deposits, Walk walk, Scanner scanner, Predicate<String> isKnown) {
    this.chain = chain;
    this.deposits = deposits;
    this.walk = walk;
    this.scanner = scanner;
    this.ancestor = new Ancestor(chain);
    this.internals = new Internals(chain, deposits);
    this.isKnown = isKnown;
  }

  /**
   * What came of a step.
   *
   * @param cursor the next cursor; the same object if nothing is to be written
   * @param head the newest block as the nodes say, or that of the cursor where they say nothing
   * @param failure why there is not more, if something failed
   */
  record Step(Cursor cursor, long head, @Nullable String failure) {
    boolean isBehind() {
      return failure == null && cursor.number() < head;
    }
  }

  /** Where a new walk begins: after a block that will not be taken back, as far as one can know. */
  NodeAnswer<Cursor> start(@Nullable Long firstBlock) {
    return chain
        .newestBlock()
        .then(
            head -> {
              long after = firstBlock == null ? head : Math.max(0, firstBlock - 1);
              return chain
                  .blockHash(after)
                  .then(hash -> new Known<>(Cursor.startingAfter(after, hash)));
            })
        .then(this::withBaseline);
  }

  private NodeAnswer<Cursor> withBaseline(Cursor cursor) {
    return switch (chain.balance(deposits.wallet(), cursor.number())) {
      case Known<BigInteger>(var wei) ->
          new Known<>(new Change(cursor).baseline(Baseline.of(cursor.number(), wei)).made());
      case Absent<BigInteger>() -> new Absent<>();
      case Failed<BigInteger>(Failure failure, String reason, _) -> new Failed<>(failure, reason);
    };
  }

  /** One step on from a cursor whose outbox is carried out. */
  Step step(Cursor cursor, long nowMs) throws InterruptedException {
    if (cursor.isHalted()) {
      return new Step(cursor, cursor.number(), null);
    }
    return switch (chain.newestBlock()) {
      case Known<Long>(Long head) -> step(cursor, head, nowMs);
      case Absent<Long>() -> new Step(cursor, cursor.number(), "no newest block");
      case Failed<Long>(Failure failure, String reason, _) ->
          new Step(cursor, cursor.number(), failure + ": " + reason);
    };
  }

  private Step step(Cursor cursor, long head, long nowMs) throws InterruptedException {
    if (head < cursor.number()) {
      return shorter(cursor, head, nowMs);
    }
    if (head == cursor.number()) {
      return decided(cursor, cursor, head, null, nowMs);
    }
    Scanner.Read read = scanner.next(cursor.number() + 1, head);
    List<Scanned> linked = linked(cursor, read.blocks());
    if (linked.isEmpty() && !read.blocks().isEmpty()) {
      scanner.forget();
      return reorganised(cursor, head, nowMs);
    }
    if (linked.size() < read.blocks().size()) {
      scanner.forget();
    }
    Cursor walked = linked.isEmpty() ? cursor : walk.forward(Walk.carriedOut(cursor), linked);
    return decided(cursor, walked, head, read.failure(), nowMs);
  }

  /** A head below ours is a node that lags, unless it has another block there. */
  private Step shorter(Cursor cursor, long head, long nowMs) {
    if (!cursor.remembers(head)) {
      return new Step(cursor, head, "a head that is far behind what was walked");
    }
    return switch (chain.blockHash(head)) {
      case Known<String>(String hash) when !hash.equals(cursor.hashOf(head)) ->
          reorganised(cursor, head, nowMs);
      case Known<String>(_) -> new Step(cursor, cursor.number(), null);
      case Absent<String>() -> new Step(cursor, cursor.number(), null);
      case Failed<String>(Failure failure, String reason, _) ->
          new Step(cursor, cursor.number(), failure + ": " + reason);
    };
  }

  /** Blocks as far as each stands on the one before, the first on the cursor's newest. */
  private static List<Scanned> linked(Cursor cursor, List<Scanned> blocks) {
    List<Scanned> linked = new ArrayList<>();
    String parent = cursor.hash();
    for (Scanned block : blocks) {
      if (!block.parentHash().equals(parent)) {
        break;
      }
      linked.add(block);
      parent = block.hash();
    }
    return linked;
  }

  private Step reorganised(Cursor cursor, long head, long nowMs) {
    return switch (ancestor.find(cursor)) {
      case Known<Long>(Long found) when found == cursor.number() ->
          new Step(cursor, head, "blocks that were read before the chain changed");
      case Known<Long>(Long found) -> back(cursor, found, head, nowMs);
      case Absent<Long>() -> new Step(cursor, head, "no answer to which blocks still stand");
      case Failed<Long>(Failure failure, String reason, _) ->
          new Step(cursor, head, failure + ": " + reason);
    };
  }

  /** Before anything is forgotten, every node that can be asked must say that it is gone. */
  private Step back(Cursor cursor, long found, long head, long nowMs) {
    long gone = found == Halt.NO_ANCESTOR ? cursor.oldest() : found + 1;
    return switch (chain.stands(gone, cursor.hashOf(gone))) {
      case Known<Boolean>(Boolean stands) when stands ->
          new Step(cursor, head, "nodes that are not of one mind about block " + gone);
      case Known<Boolean>(_) -> reorganised(cursor, found, head, nowMs);
      case Absent<Boolean>() -> reorganised(cursor, found, head, nowMs);
      case Failed<Boolean>(Failure failure, String reason, _) ->
          new Step(cursor, head, failure + ": " + reason);
    };
  }

  private Step reorganised(Cursor cursor, long found, long head, long nowMs) {
    Cursor next = walk.back(Walk.carriedOut(cursor), found, nowMs);
    // what is left of the chain is walked in the next step
    return new Step(next, next.isHalted() ? next.number() : Math.max(head, next.number()), null);
  }

  /** Looks at the balance where it is time to, and decides what is ripe and stands. */
  private Step decided(
      Cursor before, Cursor walked, long head, @Nullable String failure, long nowMs) {
    Cursor looked = looked(walked, nowMs);
    List<Transfer> ripe = walk.ripe(looked);
    if (ripe.isEmpty()) {
      return new Step(looked, head, failure);
    }
    // one question for all of them: every earlier one is below this block in the same chain
    long newest = ripe.stream().mapToLong(Transfer::block).max().orElseThrow();
    return switch (chain.stands(newest, hashOf(looked, ripe, newest))) {
      case Known<Boolean>(Boolean stands) when stands -> {
        Cursor clean = looked.step() == before.step() ? Walk.carriedOut(looked) : looked;
        yield new Step(walk.decide(clean, ripe, isKnown), head, failure);
      }
      case Known<Boolean>(_) -> new Step(looked, head, "block " + newest + " does not stand");
      case Absent<Boolean>() -> new Step(looked, head, "block " + newest + " is not known");
      case Failed<Boolean>(Failure why, String reason, _) ->
          new Step(looked, head, why + ": " + reason);
    };
  }

  private static String hashOf(Cursor cursor, List<Transfer> ripe, long block) {
    return cursor.remembers(block)
        ? cursor.hashOf(block)
        : ripe.stream().filter(one -> one.block() == block).findFirst().orElseThrow().blockHash();
  }

  private Cursor looked(Cursor cursor, long nowMs) {
    Baseline baseline = cursor.baseline();
    long upTo = walk.finalBlock(cursor);
    boolean isTime =
        baseline != null
            && upTo > baseline.block()
            && (nowMs - lookedAtMs >= LOOK_EVERY.toMillis()
                || upTo - baseline.block() >= MAX_UNLOOKED_BLOCKS);
    if (baseline == null || !isTime) {
      return cursor;
    }
    lookedAtMs = nowMs;
    return switch (internals.look(cursor, baseline, upTo)) {
      case Known<Internals.Found>(Internals.Found found) -> with(cursor, found);
      case Absent<Internals.Found>() -> cursor;
      case Failed<Internals.Found>(_, _, _) -> cursor; // the next look covers these blocks too
    };
  }

  private static Cursor with(Cursor cursor, Internals.Found found) {
    long explained = found.baseline().block();
    List<Transfer> pending = new ArrayList<>(cursor.pending());
    pending.addAll(found.transfers());
    return new Change(Walk.carriedOut(cursor))
        .pending(pending)
        .baseline(found.baseline())
        .movements(cursor.movements().stream().filter(one -> one.block() > explained).toList())
        .made();
  }
}
