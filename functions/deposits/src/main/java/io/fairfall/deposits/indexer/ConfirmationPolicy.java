package io.fairfall.deposits.indexer;

import io.fairfall.deposits.balance.BalanceCheck;
import io.fairfall.deposits.balance.InternalTransferDetector;
import io.fairfall.deposits.cursor.BalanceCheckpoint;
import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.cursor.CursorChange;
import io.fairfall.deposits.cursor.CursorReducer;
import io.fairfall.deposits.cursor.Halt;
import io.fairfall.deposits.indexer.ChainFollower.Step;
import io.fairfall.deposits.outbox.PlayerWallets;
import io.fairfall.deposits.scan.BlockScanner;
import io.fairfall.deposits.scan.DepositRules;
import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.deposits.scan.QuorumCheck;
import io.fairfall.deposits.scan.ScannedBlock;
import io.fairfall.ethereumrpc.Chain;
import io.fairfall.ethereumrpc.RpcResult;
import io.fairfall.ethereumrpc.RpcResult.Absent;
import io.fairfall.ethereumrpc.RpcResult.Failed;
import io.fairfall.ethereumrpc.RpcResult.Failure;
import io.fairfall.ethereumrpc.RpcResult.Known;
import io.fairfall.platform.Log;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is deep enough, after everybody was asked who has to be: whether its block stands,
 * whether two nodes say the same of it, and whether the hot wallet has the money. Where somebody
 * does not answer, or answers otherwise, nothing is decided, and the step says why.
 */
final class ConfirmationPolicy {
  /** How often the balance is looked at while the indexer is at the head. */
  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  /** And how many blocks may lie between two looks, however short the time. */
  private static final long MAX_UNLOOKED_BLOCKS = 100;

  /**
   * As above, while the walk is behind: a look halves what lies between, so that one look at five
   * times as many blocks asks a third as often.
   */
  private static final long MAX_UNLOOKED_BLOCKS_BEHIND = 500;

  /** Movements of the wallet's ether that are looked at together. */
  private static final int MAX_UNLOOKED_MOVEMENTS =
      CursorChange.MAX_MOVEMENTS - BlockScanner.WINDOW_BLOCKS;

  /** How long a step waits for a look: traces may take long, and others wait for their credits. */
  private static final Duration LOOK_HOLDS_UP = Duration.ofSeconds(5);

  private final Chain chain;
  private final String wallet;
  private final CursorReducer reducer;
  private final InternalTransferDetector detector;
  private final QuorumCheck check;
  private final PlayerWallets known;
  private @Nullable BalanceCheck balanceCheck;
  private long lookedAtMs;
  private @Nullable String unexplained;

  ConfirmationPolicy(Chain chain, DepositRules rules, CursorReducer reducer, PlayerWallets known) {
    this.chain = chain;
    this.wallet = rules.wallet();
    this.reducer = reducer;
    this.detector = new InternalTransferDetector(chain, rules);
    this.check = new QuorumCheck(chain, rules);
    this.known = known;
  }

  /** Blocks were read. */
  void read(List<ScannedBlock> blocks) {
    detector.read(blocks);
  }

  /** Whether a look is under way. */
  boolean isLooking() {
    return balanceCheck != null;
  }

  /** Why the last look at the balance came to nothing, if it did; the next one goes as far back. */
  @Nullable String unexplained() {
    return unexplained;
  }

  /**
   * The step's last part.
   *
   * @param saved the cursor as it is stored
   * @param walked the same, and the blocks on top of it that were read now
   * @param failure why there are not more
   */
  Step decided(Cursor saved, Cursor walked, long head, @Nullable String failure, long nowMs) {
    long reach = check.reach(reducer.ripe(walked));
    List<DepositTransfer> ripe = upTo(reach, reducer.ripe(walked));
    return switch (agreed(walked, ripe)) {
      case Known<List<ScannedBlock>>(List<ScannedBlock> said) -> {
        Long other = firstOther(walked, ripe, said);
        yield other == null
            ? new Step(sure(reducer.witnessed(walked, said), reach, head, nowMs), head, failure)
            : doubted(saved, other, head, nowMs);
      }
      case Absent<List<ScannedBlock>>() -> new Step(walked, head, "a block that is not known");
      case Failed<List<ScannedBlock>>(Failure why, String reason, _) ->
          new Step(walked, head, why + ": " + reason);
    };
  }

  /** What two nodes say of the blocks of ripe transfers, which all stand. */
  private RpcResult<List<ScannedBlock>> agreed(Cursor walked, List<DepositTransfer> ripe) {
    if (ripe.isEmpty()) {
      return new Known<>(List.of());
    }
    // one question for all of them: every earlier one is below this block in the same chain
    long newest = ripe.stream().mapToLong(DepositTransfer::block).max().orElseThrow();
    return chain
        .stands(newest, hashOf(walked, ripe, newest))
        .then(
            stands ->
                stands
                    ? check.say(ripe)
                    : new Failed<>(Failure.CONTRADICTION, "block " + newest + " does not stand"));
  }

  /** The first block of which two nodes have another than the one that was walked; null if none. */
  private static @Nullable Long firstOther(
      Cursor walked, List<DepositTransfer> ripe, List<ScannedBlock> said) {
    for (ScannedBlock block : said) {
      if (!block.hash().equals(hashOf(walked, ripe, block.number()))) {
        return block.number();
      }
    }
    return null;
  }

  /**
   * Hashes are what a node says they are, so one that lies can put a block of its own between two
   * that everybody has. It is walked again, by whoever is asked first then.
   */
  private Step doubted(Cursor saved, long other, long head, long nowMs) {
    String reason = "two nodes have another block " + other + " than the one that was walked";
    if (other > saved.number()) {
      return new Step(saved, head, reason);
    }
    long ancestor = saved.remembers(other - 1) ? other - 1 : Halt.NO_ANCESTOR;
    return new Step(reducer.back(saved, ancestor, nowMs), head, reason);
  }

  private static List<DepositTransfer> upTo(long block, List<DepositTransfer> ripe) {
    return ripe.stream().filter(one -> one.block() <= block).toList();
  }

  /** Decides what is ripe up to a block: beyond it nobody was asked. */
  private Cursor sure(Cursor witnessed, long reach, long head, long nowMs) {
    Cursor looked = looked(witnessed, head, nowMs);
    List<DepositTransfer> ripe = upTo(reach, reducer.ripe(looked));
    return ripe.isEmpty() ? looked : reducer.decide(looked, ripe, known.among(senders(ripe)));
  }

  private static Set<String> senders(List<DepositTransfer> ripe) {
    return ripe.stream().map(DepositTransfer::from).collect(Collectors.toSet());
  }

  private static String hashOf(Cursor cursor, List<DepositTransfer> ripe, long block) {
    return cursor.remembers(block)
        ? cursor.hashOf(block)
        : ripe.stream().filter(one -> one.block() == block).findFirst().orElseThrow().blockHash();
  }

  /**
   * While the walk is behind it goes on during a look, unless there is too much to look at; what
   * the look finds is added to a later cursor, which must explain the same.
   */
  private Cursor looked(Cursor cursor, long head, long nowMs) {
    boolean isBehind = cursor.number() < head;
    Cursor looked = ended(anchored(cursor), isBehind);
    if (balanceCheck == null) {
      balanceCheck = begun(looked, isBehind, nowMs);
      looked = ended(looked, isBehind);
    }
    return looked;
  }

  /**
   * After a reorganisation that reached what was looked at, the balance is asked for again where
   * the chain that stands begins. Until two nodes have said it, nobody looks on.
   */
  private Cursor anchored(Cursor cursor) {
    BalanceCheckpoint checkpoint = cursor.baseline();
    if (checkpoint == null || checkpoint.isKnown()) {
      return cursor;
    }
    return switch (chain.agreed(
        checkpoint.block(), node -> node.balance(wallet, checkpoint.block()))) {
      case Known<BigInteger>(BigInteger wei) ->
          new CursorChange(cursor).baseline(checkpoint.knowing(wei)).made();
      case Absent<BigInteger>() -> unlooked(cursor, "a balance is not known");
      case Failed<BigInteger>(Failure failure, String reason, _) ->
          unlooked(cursor, failure + ": " + reason);
    };
  }

  private Cursor ended(Cursor cursor, boolean isBehind) {
    if (balanceCheck == null
        || (isBehind && !balanceCheck.isDone() && !hasManyMovements(cursor))
        || !balanceCheck.isDoneWithin(LOOK_HOLDS_UP)) {
      return cursor;
    }
    BalanceCheck ended = balanceCheck;
    balanceCheck = null;
    return switch (ended.found()) {
      case Known<InternalTransferDetector.Found>(InternalTransferDetector.Found found) ->
          ended.isOf(cursor) ? with(cursor, found) : cursor;
      case Absent<InternalTransferDetector.Found>() ->
          unlooked(cursor, "a balance or a block is not known");
      case Failed<InternalTransferDetector.Found>(Failure failure, String reason, _) ->
          unlooked(cursor, failure + ": " + reason);
    };
  }

  private @Nullable BalanceCheck begun(Cursor cursor, boolean isBehind, long nowMs) {
    BalanceCheckpoint checkpoint = cursor.baseline();
    long upTo = reducer.finalBlock(cursor);
    if (checkpoint == null
        || !checkpoint.isKnown()
        || upTo <= checkpoint.block()
        || !cursor.remembers(upTo)
        || !isTime(cursor, upTo - checkpoint.block(), isBehind, nowMs)) {
      return null;
    }
    lookedAtMs = nowMs;
    unexplained = null;
    return BalanceCheck.begin(detector, cursor, checkpoint, upTo, nowMs);
  }

  private boolean isTime(Cursor cursor, long unlooked, boolean isBehind, long nowMs) {
    return nowMs - lookedAtMs >= LOOK_EVERY.toMillis()
        || unlooked >= (isBehind ? MAX_UNLOOKED_BLOCKS_BEHIND : MAX_UNLOOKED_BLOCKS)
        || hasManyMovements(cursor);
  }

  private static boolean hasManyMovements(Cursor cursor) {
    return cursor.movements().size() > MAX_UNLOOKED_MOVEMENTS;
  }

  private Cursor unlooked(Cursor cursor, String why) {
    unexplained = "the balance is not explained: " + why;
    return cursor;
  }

  private Cursor with(Cursor cursor, InternalTransferDetector.Found found) {
    long explained = found.baseline().block();
    List<DepositTransfer> pending = new ArrayList<>(cursor.pending());
    pending.addAll(reducer.counting(cursor, found.transfers()));
    found
        .untraced()
        .forEach(
            one ->
                Log.warn(
                    "transaction_untraced",
                    Map.of("hash", one.hash(), "block", one.block(), "reason", one.why())));
    return new CursorChange(cursor)
        .pending(pending)
        .untraced(found.untraced())
        .baseline(found.baseline())
        .movements(cursor.movements().stream().filter(one -> one.block() > explained).toList())
        .made();
  }
}
