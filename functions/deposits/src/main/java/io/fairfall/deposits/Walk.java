package io.fairfall.deposits;

import io.fairfall.deposits.Ended.Fate;
import io.fairfall.money.Wei;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
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
 * the block still stands by the word of every node that can be asked. The decision is written with
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
record Walk(int confirmations, int reorgBuffer, Wei minimum) {
  /** Block hashes that are remembered. */
  static final int RING_BLOCKS = 128;

  /** Blocks in which decided transfers are remembered, so that none is missing from a list. */
  static final int SETTLED_BLOCKS = 2 * RING_BLOCKS;

  /** Decided transfers that are remembered beside the ring; the oldest are forgotten first. */
  static final int MAX_SETTLED = 1_000;

  Walk {
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
  Cursor forward(Cursor cursor, List<Scanned> blocks) {
    List<String> ring = new ArrayList<>(cursor.ring());
    List<Transfer> pending = new ArrayList<>(cursor.pending());
    List<Movement> movements = new ArrayList<>(cursor.movements());
    long number = cursor.number();
    for (Scanned block : blocks) {
      if (block.number() != number + 1 || !block.parentHash().equals(ring.getLast())) {
        throw new IllegalArgumentException("a block that stands on another");
      }
      number = block.number();
      ring.add(block.hash());
      pending.addAll(block.transfers());
      movements.addAll(Movement.in(block));
    }
    return new Change(cursor).chain(number, ring).pending(pending).movements(movements).made();
  }

  /**
   * The chain took blocks back.
   *
   * @param ancestor the newest remembered block that still stands, or {@link Halt#NO_ANCESTOR}
   */
  Cursor back(Cursor cursor, long ancestor, long nowMs) {
    boolean found = ancestor != Halt.NO_ANCESTOR;
    long depth = cursor.number() - cursor.lowestAbove(ancestor) + 1;
    List<Ended> gone =
        cursor.settled().stream().filter(one -> one.transfer().block() > ancestor).toList();
    if (!found || depth > reorgBuffer || !gone.isEmpty()) {
      String reason =
          "The chain took back %s%s, and with that %s that %s decided."
              .formatted(
                  found ? "" : "at least ",
                  counted(depth, "block"),
                  counted(gone.size(), "transfer"),
                  gone.size() == 1 ? "was" : "were");
      return new Change(cursor).halt(new Halt(reason, nowMs, ancestor, depth, gone, null)).made();
    }
    List<Ended> orphans =
        cursor.pending().stream()
            .filter(transfer -> transfer.block() > ancestor)
            .map(transfer -> new Ended(transfer, Fate.ORPHANED))
            .toList();
    return new Change(cursor)
        .chain(ancestor, cursor.ring().subList(0, cursor.ring().size() - (int) depth))
        .pending(cursor.pending().stream().filter(one -> one.block() <= ancestor).toList())
        .movements(cursor.movements().stream().filter(one -> one.block() <= ancestor).toList())
        .outbox(Stream.concat(cursor.outbox().stream(), orphans.stream()).toList())
        .reorgDepth(depth)
        .made();
  }

  /** A number of things, in words. */
  static String counted(long number, String noun) {
    return number == 1 ? "1 " + noun : number + " " + noun + "s";
  }

  /** Transfers that are deep enough, in the order in which they were seen. */
  List<Transfer> ripe(Cursor cursor) {
    return cursor.pending().stream()
        .filter(transfer -> cursor.confirmations(transfer.block()) >= confirmations)
        .toList();
  }

  /**
   * What one node said of a block is replaced by what two say of the same block.
   *
   * @param said blocks as two nodes have them: those that were walked, by their hashes
   */
  Cursor witnessed(Cursor cursor, List<Scanned> said) {
    List<Transfer> pending = new ArrayList<>(cursor.pending());
    List<Movement> movements = new ArrayList<>(cursor.movements());
    for (Scanned block : said) {
      List<Transfer> before =
          pending.stream()
              .filter(one -> one.block() == block.number() && !one.isInternal())
              .toList();
      if (!before.equals(block.transfers())) {
        int place = before.isEmpty() ? pending.size() : pending.indexOf(before.getFirst());
        pending.removeAll(before);
        pending.addAll(place, block.transfers());
      }
      if (cursor.remembers(block.number()) && !cursor.explains(block.number())) {
        movements.removeIf(one -> one.block() == block.number());
        movements.addAll(Movement.in(block));
      }
    }
    return pending.equals(cursor.pending())
            && Set.copyOf(movements).equals(Set.copyOf(cursor.movements()))
        ? cursor
        : new Change(cursor).pending(pending).movements(movements).made();
  }

  /** The newest block that nothing but a deep reorganisation takes back. */
  long finalBlock(Cursor cursor) {
    return finalBlock(cursor.number());
  }

  /** The newest block that is final in a chain of this height. */
  long finalBlock(long head) {
    return head - confirmations + 1;
  }

  /**
   * How many more blocks the chain must have before what it has in place of what it took back is
   * final: before that it may take back its change of mind as well.
   *
   * @return 0 if an approval may rest on it
   */
  long blocksToApproval(Cursor cursor, Halt halt, long head) {
    return Math.max(0, cursor.lowestAbove(halt.ancestor()) - finalBlock(head));
  }

  /**
   * Ripe transfers are decided.
   *
   * @param isKnown whether an address is a player's
   */
  Cursor decide(Cursor cursor, Collection<Transfer> ripe, Predicate<String> isKnown) {
    Set<Transfer> decided = new HashSet<>(ripe);
    List<Ended> ended =
        cursor.pending().stream()
            .filter(decided::contains)
            .map(transfer -> new Ended(transfer, fate(cursor, transfer, isKnown)))
            .toList();
    return new Change(cursor)
        .pending(cursor.pending().stream().filter(one -> !decided.contains(one)).toList())
        .outbox(Stream.concat(cursor.outbox().stream(), ended.stream()).toList())
        .settled(Stream.concat(cursor.settled().stream(), ended.stream()).toList())
        .made();
  }

  private Fate fate(Cursor cursor, Transfer transfer, Predicate<String> isKnown) {
    if (cursor.compensated().contains(transfer.key())) {
      return Fate.UNATTRIBUTED;
    }
    return isKnown.test(transfer.from()) && !transfer.amount().isLessThan(minimum)
        ? Fate.CREDITED
        : Fate.UNATTRIBUTED;
  }
}
