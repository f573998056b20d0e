package io.fairfall.deposits.indexer;

import io.fairfall.deposits.cursor.BalanceCheckpoint;
import io.fairfall.deposits.cursor.CommonAncestorFinder;
import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.cursor.CursorChange;
import io.fairfall.deposits.cursor.CursorReducer;
import io.fairfall.deposits.outbox.PlayerWallets;
import io.fairfall.deposits.scan.BlockScanner;
import io.fairfall.deposits.scan.DepositRules;
import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.deposits.scan.ScannedBlock;
import io.fairfall.ethereumrpc.Chain;
import io.fairfall.ethereumrpc.RpcResult;
import io.fairfall.ethereumrpc.RpcResult.Absent;
import io.fairfall.ethereumrpc.RpcResult.Failed;
import io.fairfall.ethereumrpc.RpcResult.Failure;
import io.fairfall.ethereumrpc.RpcResult.Known;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes one step: looks at the chain and says what the cursor becomes. It writes nothing. Where the
 * nodes fail or contradict each other the cursor stays where it is, and the step says why.
 */
public final class ChainFollower {
  /**
   * Transfers that may wait for our nodes or our store with enough confirmations. Beyond that no
   * block is walked: the chain keeps them better than we do. Those that only wait for confirmations
   * are not counted, or a few full blocks could end the walk for ever.
   */
  static final int MAX_WAITING = 20_000;

  private final Chain chain;
  private final DepositRules rules;
  private final CursorReducer reducer;
  private final BlockScanner scanner;
  private final CommonAncestorFinder finder;
  private final ConfirmationPolicy policy;

  public ChainFollower(
      Chain chain,
      DepositRules rules,
      CursorReducer reducer,
      BlockScanner scanner,
      PlayerWallets known) {
    this.chain = chain;
    this.rules = rules;
    this.reducer = reducer;
    this.scanner = scanner;
    this.finder = new CommonAncestorFinder(chain);
    this.policy = new ConfirmationPolicy(chain, rules, reducer, known);
  }

  /**
   * What came of a step.
   *
   * @param cursor the next cursor; the same object if nothing is to be written
   * @param head the newest block as the nodes say, or that of the cursor where they say nothing
   * @param failure why there is not more, if something failed
   */
  public record Step(Cursor cursor, long head, @Nullable String failure) {
    boolean isBehind() {
      return failure == null && cursor.number() < head;
    }
  }

  /**
   * Where a new walk begins: after a block that has its confirmations, so that it will not be taken
   * back as far as one can know, and never above the first block that counts. Some hashes below are
   * remembered too, so that even a deeper reorganisation finds where the chain still stands.
   *
   * @param firstBlock the first of which anything counts; null for the one after that block
   */
  RpcResult<Cursor> start(@Nullable Long firstBlock) {
    return chain
        .newestBlock()
        .then(
            head -> {
              long settled = Math.max(0, reducer.finalBlock(head) - 1);
              long after = firstBlock == null ? settled : Math.min(settled, firstBlock - 1);
              long begin = Math.max(0, after);
              long first = firstBlock == null ? begin + 1 : firstBlock;
              return ring(begin)
                  .then(hashes -> new Known<>(Cursor.startingAfter(begin, hashes, first)));
            })
        .then(this::withBaseline);
  }

  private RpcResult<List<String>> ring(long newest) {
    RpcResult<List<String>> ring = new Known<>(List.of());
    for (long number = Math.max(0, newest - reducer.reorgBuffer()); number <= newest; number++) {
      long asked = number;
      ring =
          ring.then(
              before ->
                  chain
                      .blockHash(asked)
                      .then(
                          hash -> {
                            List<String> hashes = new ArrayList<>(before);
                            hashes.add(hash);
                            return new Known<>(hashes);
                          }));
    }
    return ring;
  }

  private RpcResult<Cursor> withBaseline(Cursor cursor) {
    return switch (chain.balance(rules.wallet(), cursor.number())) {
      case Known<BigInteger>(var wei) ->
          new Known<>(
              new CursorChange(cursor).baseline(BalanceCheckpoint.of(cursor.number(), wei)).made());
      case Absent<BigInteger>() -> new Absent<>();
      case Failed<BigInteger>(Failure failure, String reason, _) -> new Failed<>(failure, reason);
    };
  }

  /** One step on from a cursor. What its outbox has is kept. */
  public Step step(Cursor cursor, long nowMs) throws InterruptedException {
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
      return policy.decided(cursor, cursor, head, null, nowMs);
    }
    int waiting = reducer.ripe(cursor).size() + cursor.outbox().size();
    if (waiting > MAX_WAITING) {
      String why = waiting + " deposits wait to be decided or credited: no block is walked";
      return policy.decided(cursor, cursor, head, why, nowMs);
    }
    BlockScanner.Read read = scanner.next(cursor.number() + 1, head);
    List<ScannedBlock> linked = linked(cursor, read.blocks());
    if (linked.isEmpty() && !read.blocks().isEmpty()) {
      scanner.forget();
      return reorganised(cursor, head, nowMs);
    }
    if (linked.size() < read.blocks().size()) {
      scanner.forget();
    }
    Optional<DepositTransfer> replaced = reducer.replaced(cursor, linked);
    if (replaced.isPresent()) {
      return backAfterApproval(cursor, replaced.get(), head, nowMs);
    }
    policy.read(linked);
    Cursor walked = linked.isEmpty() ? cursor : reducer.forward(cursor, linked);
    Step step = policy.decided(cursor, walked, head, failure(cursor, read), nowMs);
    if (step.cursor().number() < walked.number()) {
      scanner.forget();
    }
    return step;
  }

  /** A head of which no node has a block is no reason to ask again at once. */
  private static @Nullable String failure(Cursor cursor, BlockScanner.Read read) {
    return read.failure() == null && read.blocks().isEmpty()
        ? "no node has block %d yet".formatted(cursor.number() + 1)
        : read.failure();
  }

  /** Whether a look at the hot wallet's balance is under way. */
  boolean isLooking() {
    return policy.isLooking();
  }

  /** Why the hot wallet's balance could not be explained lately, if it could not. */
  @Nullable
  public String unexplained() {
    return policy.unexplained();
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
  private static List<ScannedBlock> linked(Cursor cursor, List<ScannedBlock> blocks) {
    List<ScannedBlock> linked = new ArrayList<>();
    String parent = cursor.hash();
    for (ScannedBlock block : blocks) {
      if (!block.parentHash().equals(parent)) {
        break;
      }
      linked.add(block);
      parent = block.hash();
    }
    return linked;
  }

  private Step reorganised(Cursor cursor, long head, long nowMs) {
    return switch (finder.find(cursor)) {
      case Known<Long>(Long found) when found == cursor.number() ->
          new Step(cursor, head, "blocks that were read before the chain changed");
      case Known<Long>(Long found) -> back(cursor, found, head, nowMs);
      case Absent<Long>() -> new Step(cursor, head, "no answer to which blocks still stand");
      case Failed<Long>(Failure failure, String reason, _) ->
          new Step(cursor, head, failure + ": " + reason);
    };
  }

  /** As with any other, every node that can be asked must say that it is gone. */
  private Step backAfterApproval(Cursor cursor, DepositTransfer gone, long head, long nowMs) {
    scanner.forget();
    return switch (chain.stands(gone.block(), gone.blockHash())) {
      case Known<Boolean>(Boolean stands) when stands ->
          new Step(cursor, head, "nodes that are not of one mind about block " + gone.block());
      case Known<Boolean>(_) -> new Step(reducer.backAfterApproval(cursor, nowMs), head, null);
      case Absent<Boolean>() -> new Step(reducer.backAfterApproval(cursor, nowMs), head, null);
      case Failed<Boolean>(Failure failure, String reason, _) ->
          new Step(cursor, head, failure + ": " + reason);
    };
  }

  /** Before anything is forgotten, every node that can be asked must say that it is gone. */
  private Step back(Cursor cursor, long found, long head, long nowMs) {
    long gone = cursor.lowestAbove(found);
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
    Cursor next = reducer.back(cursor, found, nowMs);
    // what is left of the chain is walked in the next step
    return new Step(next, next.isHalted() ? next.number() : Math.max(head, next.number()), null);
  }
}
