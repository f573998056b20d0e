package io.fairfall.deposits.cursor;

import io.fairfall.deposits.cursor.OutboxEntry.Disposition;
import io.fairfall.deposits.scan.BalanceMovement;
import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.deposits.scan.ScannedBlock;
import io.fairfall.money.Wei;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The rules of the walk, without any world: from a cursor and what the chain has shown to the next
 * cursor.
 *
 * <p>The cursor's newest blocks are a chain of hashes. A block is taken only if its parent is the
 * newest of them; so whatever the nodes say, what was walked is always one chain. Where the next
 * block has another parent, the chain was reorganised: the newest remembered block that still
 * stands is found, and everything above it is forgotten. A transfer up there was only seen, never
 * credited, and may be seen again in another block under the same key.
 *
 * <p>A transfer is decided once its block has enough confirmations on top of it in this chain, and
 * the block still stands: where there are several nodes, by the word of two that agree, which
 * {@code ConfirmationPolicy} asks before it decides by these rules. The decision is written with
 * the cursor, in one write that only the holder of the lease can make, and carried out afterwards;
 * it stays in the cursor's outbox until that is known to have been done. So a credit never depends
 * on who carries it out or when: an old holder who wakes up can only repeat what was rightly
 * decided.
 *
 * <p>A reorganisation that reaches a block with a decided transfer, or is deeper than anybody
 * expects, halts the walk. Nothing is taken back from a player without an operator's word.
 *
 * @param confirmations blocks on top of each other, the transfer's own included, that make it count
 * @param reorgBuffer the deepest reorganisation, in blocks, that is followed without asking
 * @param minimum the smallest amount that is credited by itself
 */
public record CursorReducer(int confirmations, int reorgBuffer, Wei minimum) {
  /** Block hashes that are remembered. */
  public static final int RING_BLOCKS = 128;

  /** Blocks in which decided transfers are remembered, so that none is missing from a list. */
  public static final int SETTLED_BLOCKS = 2 * RING_BLOCKS;

  /**
   * Decided transfers that are remembered beside the ring. Beyond that the oldest are forgotten,
   * and a reorganisation that reaches them halts for what is remembered, lists no more than that,
   * and says so: a certificate of those blocks shows what is not in the list.
   */
  static final int MAX_SETTLED = 10_000;

  public CursorReducer {
    if (confirmations < 1 || confirmations > RING_BLOCKS || reorgBuffer < confirmations) {
      throw new IllegalArgumentException(
          "confirmations are 1 to %d, and the buffer is not smaller".formatted(RING_BLOCKS));
    }
  }

  /**
   * The chain grew.
   *
   * @param blocks the next ones, each on top of the one before
   * @throws IllegalArgumentException if they are not on top of the cursor
   */
  public Cursor forward(Cursor cursor, List<ScannedBlock> blocks) {
    List<String> ring = new ArrayList<>(cursor.ring());
    List<DepositTransfer> pending = new ArrayList<>(cursor.pending());
    List<BalanceMovement> movements = new ArrayList<>(cursor.movements());
    long number = cursor.number();
    for (ScannedBlock block : blocks) {
      if (block.number() != number + 1 || !block.parentHash().equals(ring.getLast())) {
        throw new IllegalArgumentException("a block that stands on another");
      }
      number = block.number();
      ring.add(block.hash());
      pending.addAll(counting(cursor, block.transfers()));
      movements.addAll(BalanceMovement.in(block));
    }
    return new CursorChange(cursor)
        .chain(number, ring)
        .pending(pending)
        .movements(movements)
        .made();
  }

  /**
   * Those of some transfers that the house has to answer for by itself. What is smaller than the
   * minimum stays where it is, on the chain, until somebody asks for it: a stranger who sends very
   * much of that costs nothing. What came before the first block is not the house's at all.
   */
  public List<DepositTransfer> counting(Cursor cursor, List<DepositTransfer> transfers) {
    return transfers.stream()
        .filter(one -> one.block() >= cursor.first() && !one.amount().isLessThan(minimum))
        .toList();
  }

  /**
   * The chain took blocks back.
   *
   * @param ancestor the newest remembered block that still stands, or {@link Halt#NO_ANCESTOR}
   */
  public Cursor back(Cursor cursor, long ancestor, long nowMs) {
    boolean found = ancestor != Halt.NO_ANCESTOR;
    long depth = cursor.number() - cursor.lowestAbove(ancestor) + 1;
    List<OutboxEntry> gone =
        cursor.settled().stream().filter(one -> one.transfer().block() > ancestor).toList();
    if (!found || depth > reorgBuffer || !gone.isEmpty()) {
      String reason =
          "The chain took back %s%s, and with that %s that %s decided.%s"
              .formatted(
                  found ? "" : "at least ",
                  counted(depth, "block"),
                  counted(gone.size(), "transfer"),
                  gone.size() == 1 ? "was" : "were",
                  notListed(cursor, found, gone.size()));
      return new CursorChange(cursor)
          .halt(new Halt(reason, nowMs, ancestor, depth, gone, null))
          .made();
    }
    List<OutboxEntry> orphans =
        cursor.pending().stream()
            .filter(transfer -> transfer.block() > ancestor)
            .map(transfer -> new OutboxEntry(transfer, Disposition.ORPHANED))
            .toList();
    BalanceCheckpoint checkpoint = cursor.baseline();
    CursorChange change = new CursorChange(cursor);
    if (checkpoint != null) {
      change.baseline(checkpoint.cutAt(ancestor));
    }
    return change
        .chain(ancestor, cursor.ring().subList(0, cursor.ring().size() - (int) depth))
        .pending(cursor.pending().stream().filter(one -> one.block() <= ancestor).toList())
        .movements(cursor.movements().stream().filter(one -> one.block() <= ancestor).toList())
        .outbox(Stream.concat(cursor.outbox().stream(), orphans.stream()).toList())
        .reorgDepth(depth)
        .made();
  }

  /**
   * After an operator's word the walk goes on above a block. What is below stays what it was: what
   * waits for nodes or accounts, what was decided, and how far the balance is explained. So nothing
   * that came below is explained by nobody having looked. What was found again above it is decided
   * already, in blocks that are walked now: {@link #replaced} sees to it that they are the same.
   *
   * @param base the newest block that was not taken back
   * @param hash of that block, as the chain has it
   * @param found what was taken back and is there again, in the blocks in which it was found
   */
  public Cursor resumed(Cursor cursor, long base, String hash, List<OutboxEntry> found) {
    Halt halt = Objects.requireNonNull(cursor.halt());
    boolean isWalked = cursor.remembers(base) && cursor.hashOf(base).equals(hash);
    BalanceCheckpoint checkpoint = cursor.baseline();
    return new CursorChange(cursor)
        .chain(
            base,
            isWalked ? cursor.ring().subList(0, (int) (base - cursor.oldest()) + 1) : List.of(hash))
        .pending(cursor.pending().stream().filter(one -> one.block() <= base).toList())
        .outbox(below(cursor.outbox(), base))
        .settled(Stream.concat(below(cursor.settled(), base).stream(), found.stream()).toList())
        .baseline(checkpoint == null ? BalanceCheckpoint.unknown(base) : checkpoint.cutAt(base))
        .movements(cursor.movements().stream().filter(one -> one.block() <= base).toList())
        .halt(null)
        .reorgDepth(halt.depth())
        .made();
  }

  /**
   * A decided transfer in one of some blocks that are walked next, of which the chain has another
   * than the one in which an approval found it.
   */
  public Optional<DepositTransfer> replaced(Cursor cursor, List<ScannedBlock> next) {
    return cursor.settled().stream()
        .map(OutboxEntry::transfer)
        .filter(
            one ->
                next.stream()
                    .anyMatch(
                        block ->
                            block.number() == one.block() && !block.hash().equals(one.blockHash())))
        .findFirst();
  }

  /** The chain took back blocks in which an approval had found transfers again. */
  public Cursor backAfterApproval(Cursor cursor, long nowMs) {
    List<OutboxEntry> gone =
        cursor.settled().stream().filter(one -> one.transfer().block() > cursor.number()).toList();
    long newest =
        gone.stream().mapToLong(one -> one.transfer().block()).max().orElse(cursor.number());
    String reason =
        "The chain took back blocks that an approval had read, and with that up to %s that %s decided."
            .formatted(counted(gone.size(), "transfer"), gone.size() == 1 ? "was" : "were");
    return new CursorChange(cursor)
        .halt(new Halt(reason, nowMs, cursor.number(), newest - cursor.number(), gone, null))
        .made();
  }

  private static List<OutboxEntry> below(List<OutboxEntry> all, long base) {
    return all.stream().filter(one -> one.transfer().block() <= base).toList();
  }

  /** What it may have reached besides, and what is remembered no more. */
  private static String notListed(Cursor cursor, boolean found, int gone) {
    boolean isForgotten = gone == cursor.settled().size() && gone >= MAX_SETTLED;
    if (found && !isForgotten) {
      return "";
    }
    long block =
        isForgotten
            ? cursor.settled().getFirst().transfer().block()
            : cursor.number() - SETTLED_BLOCKS;
    return block < Math.max(1, cursor.first())
        ? ""
        : " What was decided up to block %d may be gone too, and is not listed.".formatted(block);
  }

  /** A number of things, in words. */
  public static String counted(long number, String noun) {
    return number == 1 ? "1 " + noun : number + " " + noun + "s";
  }

  /** Transfers that are deep enough, in the order in which they were seen. */
  public List<DepositTransfer> ripe(Cursor cursor) {
    return cursor.pending().stream()
        .filter(transfer -> cursor.confirmations(transfer.block()) >= confirmations)
        .toList();
  }

  /**
   * What one node said of a block is replaced by what two say of the same block.
   *
   * @param said blocks as two nodes have them: those that were walked, by their hashes
   */
  public Cursor witnessed(Cursor cursor, List<ScannedBlock> said) {
    List<DepositTransfer> pending = new ArrayList<>(cursor.pending());
    List<BalanceMovement> movements = new ArrayList<>(cursor.movements());
    for (ScannedBlock block : said) {
      List<DepositTransfer> before =
          pending.stream()
              .filter(one -> one.block() == block.number() && !one.isInternal())
              .toList();
      List<DepositTransfer> now = counting(cursor, block.transfers());
      if (!before.equals(now)) {
        int place = before.isEmpty() ? pending.size() : pending.indexOf(before.getFirst());
        pending.removeAll(Set.copyOf(before));
        pending.addAll(place, now);
      }
      if (cursor.remembers(block.number()) && !cursor.explains(block.number())) {
        movements.removeIf(one -> one.block() == block.number());
        movements.addAll(BalanceMovement.in(block));
      }
    }
    return pending.equals(cursor.pending())
            && Set.copyOf(movements).equals(Set.copyOf(cursor.movements()))
        ? cursor
        : new CursorChange(cursor).pending(pending).movements(movements).made();
  }

  /** The newest block that nothing but a deep reorganisation takes back. */
  public long finalBlock(Cursor cursor) {
    return finalBlock(cursor.number());
  }

  /** The newest block that is final in a chain of this height. */
  public long finalBlock(long head) {
    return head - confirmations + 1;
  }

  /**
   * How many more blocks the chain must have before what it has in place of what it took back is
   * final: before that it may take back its change of mind as well.
   *
   * @return 0 if an approval may rest on it
   */
  public long blocksToApproval(Cursor cursor, Halt halt, long head) {
    return Math.max(0, cursor.lowestAbove(halt.ancestor()) - finalBlock(head));
  }

  /**
   * Ripe transfers are decided.
   *
   * @param isKnown whether an address is a player's
   */
  public Cursor decide(Cursor cursor, Collection<DepositTransfer> ripe, Predicate<String> isKnown) {
    Set<DepositTransfer> decided = new HashSet<>(ripe);
    List<OutboxEntry> ended =
        cursor.pending().stream()
            .filter(decided::contains)
            .map(transfer -> decided(cursor, transfer, isKnown))
            .toList();
    return new CursorChange(cursor)
        .pending(cursor.pending().stream().filter(one -> !decided.contains(one)).toList())
        .outbox(Stream.concat(cursor.outbox().stream(), ended.stream()).toList())
        .settled(Stream.concat(cursor.settled().stream(), ended.stream()).distinct().toList())
        .made();
  }

  /** What was taken back and is there again waits to be claimed, under a key of its own. */
  private OutboxEntry decided(Cursor cursor, DepositTransfer transfer, Predicate<String> isKnown) {
    DepositTransfer now = transfer.among(cursor.compensated());
    boolean isCredited =
        now.equals(transfer)
            && isKnown.test(transfer.from())
            && !transfer.amount().isLessThan(minimum);
    return new OutboxEntry(now, isCredited ? Disposition.CREDITED : Disposition.UNATTRIBUTED);
  }
}
