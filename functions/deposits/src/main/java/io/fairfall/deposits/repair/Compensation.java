package io.fairfall.deposits.repair;

import io.fairfall.deposits.cursor.Approval;
import io.fairfall.deposits.cursor.CommonAncestorFinder;
import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.cursor.CursorChange;
import io.fairfall.deposits.cursor.CursorReducer;
import io.fairfall.deposits.cursor.CursorTable;
import io.fairfall.deposits.cursor.Halt;
import io.fairfall.deposits.cursor.IndexerStatus;
import io.fairfall.deposits.cursor.OutboxEntry;
import io.fairfall.deposits.cursor.OutboxEntry.Disposition;
import io.fairfall.deposits.cursor.Owing;
import io.fairfall.deposits.outbox.OutboxProcessor;
import io.fairfall.deposits.outbox.UnattributedFunds;
import io.fairfall.deposits.scan.BlockScanner;
import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.deposits.scan.ScannedBlock;
import io.fairfall.deposits.wiring.DepositsContext;
import io.fairfall.ethereumrpc.Chain;
import io.fairfall.ethereumrpc.ProviderHealthSnapshot;
import io.fairfall.ethereumrpc.RpcResult.Known;
import io.fairfall.http.CommonCode;
import io.fairfall.http.Problem;
import io.fairfall.http.ProblemException;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.DepositReversals;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.OperationId;
import io.fairfall.money.Wei;
import io.fairfall.platform.Log;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an operator approves after a deep reorganisation. The new chain is read from below the
 * reorganisation on; what was credited and is there again stays credited; what is gone is taken
 * back from the player as far as there is something, with the operator's name and reason. What a
 * player has spent meanwhile is owed: it is named, and taken later ({@link OwedDeposits}).
 *
 * <p>What is taken back is never credited again by itself. So nothing is approved before the new
 * chain is final where it replaced the old one, nor while something listed is in a block of it that
 * is not; and if the chain has taken back more since it was halted, that is listed first.
 */
public final class Compensation {
  private final DepositsContext context;
  private final Chain chain;

  public Compensation(DepositsContext context, Chain chain) {
    this.context = context;
    this.chain = chain;
  }

  /**
   * What becomes of one listed transfer.
   *
   * @param taken wei that were taken back
   * @param owed wei that the player had no more, and that are taken later
   */
  public record Settled(String key, String player, boolean stands, String taken, String owed) {}

  /** Carries out the approval, and lets the walk go on below the reorganisation. */
  public List<Settled> approve(String by, String reason) throws InterruptedException {
    CursorTable table = context.cursors();
    CursorTable.State state = table.seize(context.clock().millis());
    try {
      return approve(table, state, by, reason);
    } finally {
      table.release(state.fence(), status(state), context.clock().millis());
    }
  }

  private List<Settled> approve(
      CursorTable table, CursorTable.State state, String by, String reason)
      throws InterruptedException {
    Cursor stored = state.cursor();
    Halt halt = stored == null ? null : stored.halt();
    if (stored == null || halt == null) {
      throw Problem.of(CommonCode.NOT_FOUND, "Nothing is halted.").refusal();
    }
    Cursor cursor = carriedOut(stored.countingFrom(context.configuration().firstBlock()));
    Approval approval = halt.approval();
    if (approval == null) {
      long head = finalHead(cursor, halt);
      refuseIfMoreIsGone(table, state, cursor, halt);
      approval = new Approval(by, reason, base(cursor, halt), items(cursor, halt, head));
      save(table, state, new CursorChange(cursor).halt(halt.with(approval)).made());
    }
    Cursor resumed = resumed(cursor, approval);
    List<Settled> settled = new ArrayList<>();
    Set<String> compensated = new HashSet<>(cursor.compensated());
    List<Owing> owed = new ArrayList<>(cursor.owing());
    for (Approval.Item item : approval.items()) {
      Settled one = settle(item, approval);
      settled.add(one);
      DepositTransfer transfer = item.listed().transfer();
      if (!item.stands()) {
        compensated.add(transfer.key());
      }
      if (!one.owed().equals(Approval.NOTHING)) {
        owed.add(new Owing(transfer, one.player(), approval.by(), approval.reason()));
      }
    }
    save(table, state, new CursorChange(resumed).compensated(compensated).owed(owed).made());
    return settled;
  }

  /**
   * What was decided before the halt is credited first, so that taking it back takes something.
   * What waits for its account waits on.
   */
  private Cursor carriedOut(Cursor cursor) {
    try (OutboxProcessor processor = context.carrier()) {
      processor.carryOut(cursor);
      return processor.acknowledged(cursor);
    }
  }

  /** Blocks below those that were found gone may have been taken back since. */
  private void refuseIfMoreIsGone(
      CursorTable table, CursorTable.State state, Cursor cursor, Halt halt) {
    if (!(new CommonAncestorFinder(chain).find(cursor) instanceof Known<Long>(Long found))) {
      throw unanswered();
    }
    if (found < halt.ancestor()) {
      save(
          table,
          state,
          context.configuration().walk().back(cursor, found, context.clock().millis()));
      throw Problem.of(
              CommonCode.UNAVAILABLE,
              "The chain took back more since it was halted: look at the list again.")
          .refusal();
    }
  }

  private void save(CursorTable table, CursorTable.State state, Cursor next) {
    if (!table.save(state.fence(), next, context.clock().millis())) {
      throw Problem.of(CommonCode.UNAVAILABLE, "Somebody else approves just now: look again.")
          .refusal();
    }
  }

  private List<Approval.Item> items(Cursor cursor, Halt halt, long head)
      throws InterruptedException {
    Map<String, DepositTransfer> again = again(base(cursor, halt), head, halt.listed());
    List<Approval.Item> items = new ArrayList<>();
    for (OutboxEntry one : halt.listed()) {
      DepositTransfer transfer = one.transfer();
      DepositTransfer now = again.get(transfer.chainKey());
      items.add(
          now != null && isSame(transfer, now)
              ? Approval.Item.of(found(one, now), true, credited(one))
              : Approval.Item.of(one, false, credited(one)));
    }
    return items;
  }

  /** The same, in the block in which the new chain has it. */
  private static OutboxEntry found(OutboxEntry listed, DepositTransfer now) {
    DepositTransfer before = listed.transfer();
    return new OutboxEntry(
        new DepositTransfer(
            before.key(),
            before.hash(),
            before.from(),
            before.amount(),
            before.token(),
            now.block(),
            now.blockHash()),
        listed.fate());
  }

  /** Its sender, or who claimed it; null where nobody was credited with it. */
  private @Nullable String credited(OutboxEntry listed) {
    return listed.fate() == Disposition.CREDITED
        ? listed.transfer().from()
        : context
            .unattributed()
            .claim(listed.transfer().key())
            .map(UnattributedFunds.Claim::player)
            .orElse(null);
  }

  private static long base(Cursor cursor, Halt halt) {
    long lowest =
        halt.listed().stream()
            .mapToLong(one -> one.transfer().block())
            .min()
            .orElse(Long.MAX_VALUE);
    return halt.ancestor() != Halt.NO_ANCESTOR
        ? halt.ancestor()
        : Math.max(
            Math.min(lowest, Math.max(1, cursor.first())) - 1,
            Math.min(lowest, cursor.oldest()) - CursorReducer.RING_BLOCKS);
  }

  /** The cursor with which the walk goes on: at the ancestor, or below everything listed. */
  private Cursor resumed(Cursor cursor, Approval approval) {
    if (!(chain.blockHash(approval.base()) instanceof Known<String>(String hash))) {
      throw unanswered();
    }
    List<OutboxEntry> found =
        approval.items().stream().filter(Approval.Item::stands).map(Approval.Item::listed).toList();
    return context.configuration().walk().resumed(cursor, approval.base(), hash, found);
  }

  /** The newest block of a chain that is final where it replaced the other. */
  private long finalHead(Cursor cursor, Halt halt) {
    if (!(chain.newestBlock() instanceof Known<Long>(Long head))) {
      throw unanswered();
    }
    long missing = context.configuration().walk().blocksToApproval(cursor, halt, head);
    if (missing > 0) {
      throw Problem.of(
              CommonCode.UNAVAILABLE,
              "The new chain is not final yet: approve when it has %s more."
                  .formatted(CursorReducer.counted(missing, "block")))
          .refusal();
    }
    return head;
  }

  /** What is listed, as the new chain has it. */
  private Map<String, DepositTransfer> again(long base, long head, List<OutboxEntry> listed)
      throws InterruptedException {
    Set<String> keys =
        listed.stream().map(one -> one.transfer().chainKey()).collect(Collectors.toSet());
    boolean looksInside = listed.stream().anyMatch(one -> one.transfer().isInternal());
    long last = context.configuration().walk().finalBlock(head);
    Map<String, DepositTransfer> again = new HashMap<>();
    try (BlockScanner scanner = new BlockScanner(chain, context.configuration().deposits())) {
      for (long next = base + 1; next <= head; ) {
        List<ScannedBlock> blocks = scanner.next(next, head).blocks();
        if (blocks.isEmpty()) {
          throw unanswered();
        }
        for (DepositTransfer one : transfers(blocks, looksInside)) {
          if (keys.contains(one.key())) {
            refuseIfAbove(last, one);
            again.put(one.key(), one);
          }
        }
        next += blocks.size();
      }
    }
    return again;
  }

  /** What contracts passed on is looked for where it may decide something: that needs traces. */
  private List<DepositTransfer> transfers(List<ScannedBlock> blocks, boolean looksInside) {
    if (!looksInside) {
      return blocks.stream().flatMap(block -> block.transfers().stream()).toList();
    }
    Reprocess reprocess = Reprocess.ofEverything(context, chain);
    List<DepositTransfer> all = new ArrayList<>();
    List<ScannedBlock> rest = blocks;
    while (!rest.isEmpty()) {
      if (!(reprocess.seen(rest)
          instanceof Known<Reprocess.Seen>(Reprocess.Seen(var transfers, long last)))) {
        throw unanswered();
      }
      all.addAll(transfers);
      rest = rest.stream().filter(block -> block.number() > last).toList();
    }
    return all;
  }

  private static void refuseIfAbove(long last, DepositTransfer transfer) {
    if (transfer.block() > last) {
      throw Problem.of(
              CommonCode.UNAVAILABLE,
              "The new chain has %s in block %d, which is not final: approve later."
                  .formatted(transfer.key(), transfer.block()))
          .refusal();
    }
  }

  private static boolean isSame(DepositTransfer before, DepositTransfer now) {
    return now.amount().equals(before.amount()) && now.from().equals(before.from());
  }

  private Settled settle(Approval.Item item, Approval approval) {
    DepositTransfer transfer = item.listed().transfer();
    String player = item.player();
    if (item.stands() || player == null) {
      String whose = player == null ? transfer.from() : player;
      return new Settled(transfer.key(), whose, item.stands(), Approval.NOTHING, Approval.NOTHING);
    }
    if (isTakenAtOnce(player, item, approval)) {
      BigInteger taken = new BigInteger(item.take());
      context.telling().reversed(player, transfer, new Wei(taken));
      String borne = transfer.amount().value().subtract(taken).toString();
      Log.warn("deposit_reversal_borne_by_the_house", Map.of("key", transfer.key(), "wei", borne));
      return new Settled(transfer.key(), player, false, taken.toString(), Approval.NOTHING);
    }
    Optional<DepositReversals.Reversed> reversed =
        new OwedDeposits(context)
            .take(new Owing(transfer, player, approval.by(), approval.reason()));
    String taken = reversed.map(one -> one.taken().toString()).orElse(Approval.NOTHING);
    String owed = reversed.map(one -> one.owed().toString()).orElse(Approval.NOTHING);
    return new Settled(transfer.key(), player, false, taken, owed);
  }

  /**
   * Carries out what an earlier release had approved of: one adjustment of one amount, which may
   * have happened before it was stopped. If it cannot happen any more, the ledger says so for good.
   */
  private boolean isTakenAtOnce(String player, Approval.Item item, Approval approval) {
    BigInteger take = new BigInteger(item.take());
    if (item.id().isEmpty() || take.signum() == 0) {
      return false;
    }
    Operation.Adjustment adjustment =
        new Operation.Adjustment(
            OperationId.parse(item.id()).orElseThrow(),
            take.negate(),
            item.listed().transfer().key() + " left the chain; " + approval.reason(),
            approval.by());
    return context.accounts().adjust(player, adjustment, false) instanceof Answer.Ok;
  }

  private static String status(CursorTable.State state) {
    String text = state.status();
    return text == null
        ? new IndexerStatus(0, ProviderHealthSnapshot.NONE, 0, 0, null, null, null, null).written()
        : text;
  }

  private static ProblemException unanswered() {
    return Problem.of(
            CommonCode.UNAVAILABLE, "The nodes do not answer: nothing was changed. Repeat.")
        .refusal();
  }
}
