package io.fairfall.deposits.repair;

import io.fairfall.deposits.balance.InternalTransferDetector;
import io.fairfall.deposits.cursor.BalanceCheckpoint;
import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.cursor.Cursor.Untraced;
import io.fairfall.deposits.cursor.CursorReducer;
import io.fairfall.deposits.outbox.DepositNotifier;
import io.fairfall.deposits.outbox.OutboxProcessor;
import io.fairfall.deposits.outbox.PlayerWallets;
import io.fairfall.deposits.outbox.UnattributedFunds;
import io.fairfall.deposits.scan.BlockScanner;
import io.fairfall.deposits.scan.DepositRules;
import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.deposits.scan.QuorumCheck;
import io.fairfall.deposits.scan.ScannedBlock;
import io.fairfall.deposits.wiring.DepositsContext;
import io.fairfall.ethereumrpc.Chain;
import io.fairfall.ethereumrpc.RpcResult;
import io.fairfall.ethereumrpc.RpcResult.Absent;
import io.fairfall.ethereumrpc.RpcResult.Failed;
import io.fairfall.ethereumrpc.RpcResult.Failure;
import io.fairfall.ethereumrpc.RpcResult.Known;
import io.fairfall.journal.Journals;
import io.fairfall.ledger.ExternalReceipts;
import io.fairfall.money.Wei;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Walks final blocks once more and makes good what is missing. It writes the same keys as the live
 * walk, so that both can meet in one block, and never moves the cursor.
 */
public final class Reprocess {
  private final Chain chain;
  private final DepositRules rules;
  private final CursorReducer reducer;
  private final Journals accounts;
  private final UnattributedFunds funds;
  private final PlayerWallets wallets;
  private final OutboxProcessor processor;
  private final DepositNotifier notifier;
  private final QuorumCheck check;
  private final InternalTransferDetector detector;
  private final long first;

  /** For blocks from the first that counts on: what came before is not found. */
  public Reprocess(DepositsContext context, Chain chain) {
    this(context, chain, firstOf(context), context.configuration().walk());
  }

  private Reprocess(DepositsContext context, Chain chain, long first, CursorReducer reducer) {
    this.chain = chain;
    this.first = first;
    this.rules = context.configuration().deposits();
    this.reducer = reducer;
    this.accounts = context.accountJournals();
    this.funds = context.unattributed();
    this.wallets = context.wallets();
    this.processor = context.carrier();
    this.notifier = context.telling();
    this.check = new QuorumCheck(chain, rules);
    this.detector = new InternalTransferDetector(chain, rules, 0);
  }

  /** For blocks of any age: by an operator's word, who says why. */
  public static Reprocess beforeTheFirst(DepositsContext context, Chain chain) {
    return new Reprocess(context, chain, 0, context.configuration().walk());
  }

  /** For who asks what there is, however small and old. */
  static Reprocess ofEverything(DepositsContext context, Chain chain) {
    CursorReducer walk = context.configuration().walk();
    return new Reprocess(
        context, chain, 0, new CursorReducer(walk.confirmations(), walk.reorgBuffer(), Wei.ZERO));
  }

  private static long firstOf(DepositsContext context) {
    return context
        .configuration()
        .first(context.cursors().overview().map(all -> all.state().cursor()).orElse(null));
  }

  /**
   * What one walk found.
   *
   * @param next the first block that was not walked
   * @param found transfers in the blocks that were
   * @param missing those that nobody had answered for
   * @param untraced transactions that no two nodes could trace: what they brought is not among
   *     these
   * @param failure why it ended early, if it did
   */
  public record Done(
      long next,
      long found,
      List<DepositTransfer> missing,
      List<Untraced> untraced,
      @Nullable String failure) {
    public Done {
      missing = List.copyOf(missing);
      untraced = List.copyOf(untraced);
    }

    static Done failed(long from, String why) {
      return new Done(from, 0, List.of(), List.of(), why);
    }
  }

  /** One stretch of blocks, read as a walk of its own. */
  private record Stretch(Cursor cursor, List<DepositTransfer> internal, List<Untraced> untraced) {
    List<DepositTransfer> transfers() {
      List<DepositTransfer> all = new ArrayList<>(cursor.pending());
      all.addAll(internal);
      return all;
    }
  }

  /**
   * Walks a window of blocks: as many as one step takes, or fewer.
   *
   * @param from the first block, at least 1
   * @param to the last, which must be final
   * @param compensated keys that were taken back on purpose: what is there again nevertheless is
   *     kept for somebody to claim
   */
  public Done run(long from, long to, boolean dryRun, Set<String> compensated)
      throws InterruptedException {
    try (BlockScanner scanner = new BlockScanner(chain, rules)) {
      BlockScanner.Read read =
          scanner.next(from, Math.min(to, from + BlockScanner.WINDOW_BLOCKS - 1));
      if (read.blocks().isEmpty()) {
        String why = read.failure() == null ? "no block " + from : read.failure();
        return Done.failed(from, why);
      }
      return switch (stretch(read.blocks(), all -> missing(all, compensated))) {
        case Known<Stretch>(Stretch stretch) -> makeGood(stretch, dryRun, compensated);
        case Absent<Stretch>() -> Done.failed(from, "a block that is not known");
        case Failed<Stretch>(Failure failure, String reason, _) ->
            Done.failed(from, failure + ": " + reason);
      };
    }
  }

  /**
   * All that came in some blocks, what contracts passed on included.
   *
   * @param last the last of them: beyond it was more to ask about than is asked at once
   */
  record Seen(List<DepositTransfer> transfers, long last) {}

  /** What came in the first of some blocks that follow on each other, at least in one of them. */
  RpcResult<Seen> seen(List<ScannedBlock> blocks) {
    return stretch(blocks, all -> all)
        .then(stretch -> new Known<>(new Seen(stretch.transfers(), stretch.cursor().number())));
  }

  /**
   * The blocks must be one chain, its end must stand, and what counts in it must be so by the word
   * of two nodes, where there are two.
   */
  private RpcResult<Stretch> stretch(
      List<ScannedBlock> blocks, UnaryOperator<List<DepositTransfer>> counting) {
    long before = blocks.getFirst().number() - 1;
    Cursor start = Cursor.startingAfter(before, List.of(blocks.getFirst().parentHash()), first);
    Cursor walked;
    try {
      Cursor all = reducer.forward(start, blocks);
      long reach = check.reach(counting.apply(all.pending()));
      walked =
          reach >= all.number()
              ? all
              : reducer.forward(
                  start, blocks.stream().filter(block -> block.number() <= reach).toList());
    } catch (IllegalArgumentException unlinked) {
      return new Failed<>(Failure.CONTRADICTION, "blocks that are no chain");
    }
    return chain
        .stands(walked.number(), walked.hash())
        .then(
            stands ->
                stands
                    ? check.say(counting.apply(walked.pending()))
                    : new Failed<List<ScannedBlock>>(
                        Failure.CONTRADICTION, "blocks that do not stand"))
        .then(said -> witnessed(walked, blocks, said))
        .then(sure -> looked(sure, before));
  }

  private RpcResult<Cursor> witnessed(
      Cursor walked, List<ScannedBlock> read, List<ScannedBlock> said) {
    Set<String> hashes = read.stream().map(ScannedBlock::hash).collect(Collectors.toSet());
    return said.stream().allMatch(block -> hashes.contains(block.hash()))
        ? new Known<>(reducer.witnessed(walked, said))
        : new Failed<>(Failure.CONTRADICTION, "two nodes have another block than was read");
  }

  private RpcResult<Stretch> looked(Cursor sure, long before) {
    return chain
        .balance(rules.wallet(), before)
        .then(
            balance -> detector.look(sure, BalanceCheckpoint.of(before, balance), sure.number(), 0))
        .then(
            found ->
                new Known<>(
                    new Stretch(
                        sure, reducer.counting(sure, found.transfers()), found.untraced())));
  }

  private Done makeGood(Stretch stretch, boolean dryRun, Set<String> compensated) {
    List<DepositTransfer> missing = missing(stretch.transfers(), compensated);
    if (!dryRun) {
      missing.forEach(one -> makeGood(one, compensated.contains(one.chainKey())));
    }
    return new Done(
        stretch.cursor().number() + 1,
        stretch.transfers().size(),
        missing,
        stretch.untraced(),
        null);
  }

  private List<DepositTransfer> missing(List<DepositTransfer> found, Set<String> compensated) {
    List<DepositTransfer> missing =
        found.stream().map(one -> one.among(compensated)).filter(one -> !isAnswered(one)).toList();
    Set<DepositTransfer> elsewhere =
        new OtherPlaces(accounts, funds).answered(missing, found).keySet();
    return missing.stream().filter(one -> !elsewhere.contains(one)).toList();
  }

  private boolean isAnswered(DepositTransfer transfer) {
    return accounts.head(ExternalReceipts.journalOf(transfer.key())).isPresent()
        || funds.find(transfer.key()).isPresent();
  }

  private void makeGood(DepositTransfer transfer, boolean isBack) {
    if (!isBack
        && wallets.isKnown(transfer.from())
        && !transfer.amount().isLessThan(reducer.minimum())
        && isCredited(transfer)) {
      notifier.claimed(transfer.from(), transfer);
    } else {
      funds.keep(transfer);
    }
  }

  private boolean isCredited(DepositTransfer transfer) {
    return switch (processor.credit(transfer.from(), transfer.key(), transfer)) {
      case YES -> true;
      case NO_ROOM -> false;
      case OTHERWISE -> throw new IllegalStateException(transfer.key() + " was credited otherwise");
    };
  }
}
