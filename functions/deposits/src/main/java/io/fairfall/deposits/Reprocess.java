package io.fairfall.deposits;

import io.fairfall.chain.Chain;
import io.fairfall.chain.NodeAnswer;
import io.fairfall.chain.NodeAnswer.Absent;
import io.fairfall.chain.NodeAnswer.Failed;
import io.fairfall.chain.NodeAnswer.Failure;
import io.fairfall.chain.NodeAnswer.Known;
import io.fairfall.journal.Journals;
import io.fairfall.ledger.Externals;
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
final class Reprocess {
  private final Chain chain;
  private final Deposits deposits;
  private final Walk walk;
  private final Journals accounts;
  private final Unattributed unattributed;
  private final Wallets wallets;
  private final Carrier carrier;
  private final Telling telling;
  private final Witnesses witnesses;

  Reprocess(Desk desk, Chain chain) {
    this.chain = chain;
    this.deposits = desk.configuration().deposits();
    this.walk = desk.configuration().walk();
    this.accounts = desk.accountJournals();
    this.unattributed = desk.unattributed();
    this.wallets = desk.wallets();
    this.carrier = desk.carrier();
    this.telling = desk.telling();
    this.witnesses = new Witnesses(chain, deposits);
  }

  /**
   * What one walk found.
   *
   * @param next the first block that was not walked
   * @param found transfers in the blocks that were
   * @param missing those that nobody had answered for
   * @param failure why it ended early, if it did
   */
  record Done(long next, long found, List<Transfer> missing, @Nullable String failure) {
    Done {
      missing = List.copyOf(missing);
    }
  }

  /** One stretch of blocks, read as a walk of its own. */
  private record Stretch(Cursor cursor, List<Transfer> internal) {
    List<Transfer> transfers() {
      List<Transfer> all = new ArrayList<>(cursor.pending());
      all.addAll(internal);
      return all;
    }
  }

  /**
   * Walks a window of blocks: as many as one step takes, or fewer.
   *
   * @param from the first block, at least 1
   * @param to the last, which must be final
   * @param compensated keys that were taken back on purpose
   */
  Done run(long from, long to, boolean dryRun, Set<String> compensated)
      throws InterruptedException {
    try (Scanner scanner = new Scanner(chain, deposits)) {
      Scanner.Read read = scanner.next(from, Math.min(to, from + Scanner.WINDOW_BLOCKS - 1));
      if (read.blocks().isEmpty()) {
        String why = read.failure() == null ? "no block " + from : read.failure();
        return new Done(from, 0, List.of(), why);
      }
      return switch (stretch(read.blocks(), all -> missing(all, compensated))) {
        case Known<Stretch>(Stretch stretch) -> makeGood(stretch, dryRun, compensated);
        case Absent<Stretch>() -> new Done(from, 0, List.of(), "a block that is not known");
        case Failed<Stretch>(Failure failure, String reason, _) ->
            new Done(from, 0, List.of(), failure + ": " + reason);
      };
    }
  }

  /** All that came in blocks that follow on each other, what contracts passed on included. */
  NodeAnswer<List<Transfer>> everything(List<Scanned> blocks) {
    return stretch(blocks, all -> all).then(stretch -> new Known<>(stretch.transfers()));
  }

  /**
   * The blocks must be one chain, its end must stand, and what counts in it must be so by the word
   * of two nodes, where there are two.
   */
  private NodeAnswer<Stretch> stretch(
      List<Scanned> blocks, UnaryOperator<List<Transfer>> counting) {
    long before = blocks.getFirst().number() - 1;
    Cursor start = Cursor.startingAfter(before, blocks.getFirst().parentHash());
    Cursor walked;
    try {
      walked = walk.forward(start, blocks);
    } catch (IllegalArgumentException unlinked) {
      return new Failed<>(Failure.CONTRADICTION, "blocks that are no chain");
    }
    return chain
        .stands(walked.number(), walked.hash())
        .then(
            stands ->
                stands
                    ? witnesses.say(counting.apply(walked.pending()))
                    : new Failed<List<Scanned>>(Failure.CONTRADICTION, "blocks that do not stand"))
        .then(said -> witnessed(walked, blocks, said))
        .then(sure -> looked(sure, before));
  }

  private NodeAnswer<Cursor> witnessed(Cursor walked, List<Scanned> read, List<Scanned> said) {
    Set<String> hashes = read.stream().map(Scanned::hash).collect(Collectors.toSet());
    return said.stream().allMatch(block -> hashes.contains(block.hash()))
        ? new Known<>(walk.witnessed(walked, said))
        : new Failed<>(Failure.CONTRADICTION, "two nodes have another block than was read");
  }

  private NodeAnswer<Stretch> looked(Cursor sure, long before) {
    return chain
        .balance(deposits.wallet(), before)
        .then(
            balance ->
                new Internals(chain, deposits)
                    .look(sure, Baseline.of(before, balance), sure.number()))
        .then(found -> new Known<>(new Stretch(sure, found.transfers())));
  }

  private Done makeGood(Stretch stretch, boolean dryRun, Set<String> compensated) {
    List<Transfer> missing = missing(stretch.transfers(), compensated);
    if (!dryRun) {
      missing.forEach(this::makeGood);
    }
    return new Done(stretch.cursor().number() + 1, stretch.transfers().size(), missing, null);
  }

  private List<Transfer> missing(List<Transfer> found, Set<String> compensated) {
    return found.stream()
        .filter(one -> !compensated.contains(one.key()) && !isAnswered(one))
        .toList();
  }

  private boolean isAnswered(Transfer transfer) {
    return accounts.head(Externals.journalOf(transfer.key())).isPresent()
        || unattributed.find(transfer.key()).isPresent();
  }

  private void makeGood(Transfer transfer) {
    if (wallets.isKnown(transfer.from()) && !transfer.amount().isLessThan(walk.minimum())) {
      carrier.credit(transfer.from(), transfer.key(), transfer);
      telling.claimed(transfer.from(), transfer);
    } else {
      unattributed.keep(transfer);
    }
  }
}
