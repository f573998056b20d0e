package io.fairfall.deposits;

import io.fairfall.chain.Chain;
import io.fairfall.chain.NodeAnswer.Known;
import io.fairfall.chain.Standings;
import io.fairfall.deposits.Ended.Fate;
import io.fairfall.edge.Code;
import io.fairfall.edge.Problem;
import io.fairfall.edge.Refusal;
import io.fairfall.ledger.Account;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.OperationId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an operator approves after a deep reorganisation. The new chain is read from below the
 * reorganisation to its final blocks; what was credited and is there again stays credited; what is
 * gone is taken back from the player by an adjustment with the operator's name and reason. What a
 * player has spent meanwhile cannot be taken, and is named.
 */
final class Compensation {
  private final Desk desk;
  private final Chain chain;

  Compensation(Desk desk, Chain chain) {
    this.desk = desk;
    this.chain = chain;
  }

  /**
   * What becomes of one listed transfer.
   *
   * @param taken wei that were taken back
   * @param owed wei that the player had no more, and the house bears
   */
  record Settled(String key, String player, boolean stands, String taken, String owed) {}

  /** Carries out the approval, and lets the walk go on below the reorganisation. */
  List<Settled> approve(String by, String reason) throws InterruptedException {
    CursorTable table = desk.cursors();
    CursorTable.State state = table.seize(desk.clock().millis());
    try {
      return approve(table, state, by, reason);
    } finally {
      table.release(state.fence(), status(state), desk.clock().millis());
    }
  }

  private List<Settled> approve(
      CursorTable table, CursorTable.State state, String by, String reason)
      throws InterruptedException {
    Cursor cursor = state.cursor();
    Halt halt = cursor == null ? null : cursor.halt();
    if (cursor == null || halt == null) {
      throw Problem.of(Code.NOT_FOUND, "Nothing is halted.").refusal();
    }
    // what was decided before the halt is credited first, so that taking it back takes something
    desk.carrier().carryOut(cursor);
    Approval approval = halt.approval();
    if (approval == null) {
      approval = plan(cursor, halt, by, reason);
      save(table, state, new Change(cursor).halt(halt.with(approval)).made());
    }
    Cursor resumed = resumed(cursor, halt, approval.base());
    List<Settled> settled = new ArrayList<>();
    Set<String> compensated = new HashSet<>(cursor.compensated());
    for (Approval.Item item : approval.items()) {
      settled.add(settle(item, approval));
      if (!item.stands()) {
        compensated.add(item.listed().transfer().key());
      }
    }
    save(table, state, new Change(resumed).compensated(compensated).made());
    return settled;
  }

  private void save(CursorTable table, CursorTable.State state, Cursor next) {
    if (!table.save(state.fence(), next, desk.clock().millis())) {
      throw Problem.of(Code.UNAVAILABLE, "Somebody else approves just now: look again.").refusal();
    }
  }

  private Approval plan(Cursor cursor, Halt halt, String by, String reason)
      throws InterruptedException {
    long base = base(cursor, halt);
    Map<String, Transfer> again = again(base);
    Map<String, BigInteger> left = new HashMap<>();
    List<Approval.Item> items = new ArrayList<>();
    for (Ended one : halt.listed()) {
      Transfer transfer = one.transfer();
      boolean stands = isSame(transfer, again.get(transfer.key()));
      items.add(item(one, stands, left));
    }
    return new Approval(by, reason, base, items);
  }

  /**
   * What is taken back, and from whom.
   *
   * @param left what players have that nothing was taken of yet
   */
  private Approval.Item item(Ended listed, boolean stands, Map<String, BigInteger> left) {
    Transfer transfer = listed.transfer();
    String player = credited(listed);
    if (player == null || stands) {
      return new Approval.Item(listed, stands, player, "", Approval.NOTHING);
    }
    Account account = desk.accounts().read(player);
    BigInteger has = left.getOrDefault(player, account.available().value());
    BigInteger take = transfer.amount().value().min(has);
    left.put(player, has.subtract(take));
    String id = account.version() + "." + nameOf(transfer);
    return new Approval.Item(listed, false, player, id, take.toString());
  }

  /** Its sender, or who claimed it; null where nobody was credited with it. */
  private @Nullable String credited(Ended listed) {
    return listed.fate() == Fate.CREDITED
        ? listed.transfer().from()
        : desk.unattributed()
            .claim(listed.transfer().key())
            .map(Unattributed.Claim::player)
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
        : Math.max(0, Math.min(lowest, cursor.oldest()) - Walk.RING_BLOCKS);
  }

  /** The cursor with which the walk goes on: at the ancestor, or below everything listed. */
  private Cursor resumed(Cursor cursor, Halt halt, long base) {
    if (!(chain.blockHash(base) instanceof Known<String>(String hash))
        || !(chain.balance(desk.configuration().deposits().wallet(), base)
            instanceof Known<BigInteger>(BigInteger balance))) {
      throw unanswered();
    }
    Cursor fresh = Cursor.startingAfter(base, hash);
    List<Ended> below =
        cursor.settled().stream().filter(one -> one.transfer().block() <= base).toList();
    return new Cursor(
        cursor.step(),
        base,
        fresh.ring(),
        List.of(),
        List.of(),
        below,
        Baseline.of(base, balance),
        List.of(),
        cursor.compensated(),
        null,
        halt.depth());
  }

  /** The transfers of the new chain, up to its newest final block. */
  private Map<String, Transfer> again(long base) throws InterruptedException {
    if (!(chain.newestBlock() instanceof Known<Long>(Long head))) {
      throw unanswered();
    }
    long last = head - desk.configuration().walk().confirmations() + 1;
    Map<String, Transfer> again = new TreeMap<>();
    try (Scanner scanner = new Scanner(chain, desk.configuration().deposits())) {
      for (long next = base + 1; next <= head; ) {
        Scanner.Read read = scanner.next(next, head);
        if (read.blocks().isEmpty()) {
          throw unanswered();
        }
        for (Scanned block : read.blocks()) {
          block.transfers().forEach(one -> again.put(one.key(), one));
        }
        next += read.blocks().size();
      }
    }
    again.values().removeIf(one -> isTooYoung(one, last));
    return again;
  }

  private static boolean isTooYoung(Transfer transfer, long last) {
    if (transfer.block() > last) {
      throw Problem.of(
              Code.UNAVAILABLE,
              "The new chain has such a transfer in block %d, which is not final: approve later."
                  .formatted(transfer.block()))
          .refusal();
    }
    return false;
  }

  private static boolean isSame(Transfer before, @Nullable Transfer now) {
    return now != null && now.amount().equals(before.amount()) && now.from().equals(before.from());
  }

  private Settled settle(Approval.Item item, Approval approval) {
    Transfer transfer = item.listed().transfer();
    String player = item.player();
    if (item.stands() || player == null) {
      String whose = player == null ? transfer.from() : player;
      return new Settled(transfer.key(), whose, item.stands(), Approval.NOTHING, Approval.NOTHING);
    }
    BigInteger take = new BigInteger(item.take());
    boolean isTaken = take.signum() > 0 && take(player, transfer, item, approval);
    BigInteger taken = isTaken ? take : BigInteger.ZERO;
    desk.telling().reversed(player, transfer);
    String owed = transfer.amount().value().subtract(taken).toString();
    return new Settled(transfer.key(), player, false, taken.toString(), owed);
  }

  private boolean take(String player, Transfer transfer, Approval.Item item, Approval approval) {
    Operation.Adjustment adjustment =
        new Operation.Adjustment(
            OperationId.parse(item.id()).orElseThrow(),
            new BigInteger(item.take()).negate(),
            transfer.key() + " left the chain; " + approval.reason(),
            approval.by());
    return desk.accounts().adjust(player, adjustment, false) instanceof Answer.Ok;
  }

  private static String nameOf(Transfer transfer) {
    String hash = transfer.hash().substring(2, 18);
    return "r" + hash + Integer.toHexString(transfer.key().hashCode() & 0xffff);
  }

  private static String status(CursorTable.State state) {
    String text = state.status();
    return text == null ? new Status(0, Standings.NONE, 0, 0, null).written() : text;
  }

  private static Refusal unanswered() {
    return Problem.of(Code.UNAVAILABLE, "The nodes do not answer: nothing was changed. Repeat.")
        .refusal();
  }
}
