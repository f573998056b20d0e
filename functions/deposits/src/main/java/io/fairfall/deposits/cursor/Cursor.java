package io.fairfall.deposits.cursor;

import io.avaje.jsonb.Json;
import io.fairfall.deposits.scan.BalanceMovement;
import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.json.JsonCodec;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far the chain has been walked, and everything that is under way. It is written as a whole, on
 * the condition that the writer still holds the lease.
 *
 * @param step counts the writes, so that who tells players never goes back
 * @param number the newest block that was walked
 * @param ring hashes of the newest blocks, up to {@link CursorReducer#RING_BLOCKS}, the newest last
 * @param pending transfers that are not deep enough, in the order in which they were seen
 * @param outbox what was decided and is not known to be carried out and told
 * @param settled what was decided in the newest {@link CursorReducer#SETTLED_BLOCKS} blocks: what a
 *     deep reorganisation would take back
 * @param baseline the hot wallet's ether, explained; null until it was looked at first
 * @param movements changes of it in the blocks after the baseline, where there are any
 * @param compensated keys that were taken back from players: they are never credited again by
 *     themselves
 * @param halt why nothing goes on, if it does not
 * @param reorgDepth of the last reorganisation, in blocks; 0 if there was none
 * @param owed what left the chain and is not taken back whole; absent if nothing is
 * @param firstBlock the first block of which anything counts; null where the walk began before that
 *     was written down
 * @param untraced transactions that no node could trace, the newest {@link #MAX_UNTRACED}; null
 *     where there was none
 */
@Json
public record Cursor(
    long step,
    long number,
    List<String> ring,
    List<DepositTransfer> pending,
    List<OutboxEntry> outbox,
    List<OutboxEntry> settled,
    @Nullable BalanceCheckpoint baseline,
    List<BalanceMovement> movements,
    Set<String> compensated,
    @Nullable Halt halt,
    long reorgDepth,
    @Nullable List<Owing> owed,
    @Nullable Long firstBlock,
    @Nullable List<Untraced> untraced) {
  /** Untraced transactions that are remembered; each is in the log too. */
  public static final int MAX_UNTRACED = 100;

  /**
   * A transaction that may have passed something on, and that no two nodes could trace.
   *
   * @param sinceMs when a look at the balance met it first
   * @param isSetAside whether it is waited for no more: looks go on without it, and what it brought
   *     is part of the balance's difference
   */
  @Json
  public record Untraced(long block, String hash, String why, long sinceMs, boolean isSetAside) {
    /** How long a transaction is waited for: a node that was restarted is back by then. */
    public static final long PATIENCE_MS = 150_000;

    /** Blocks for which it is remembered: a week. */
    static final long REMEMBERED_BLOCKS = 50_400;
  }

  public Cursor {
    ring = List.copyOf(ring);
    pending = List.copyOf(pending);
    outbox = List.copyOf(outbox);
    settled = List.copyOf(settled);
    movements = List.copyOf(movements);
    compensated = Set.copyOf(compensated);
    owed = owed == null || owed.isEmpty() ? null : List.copyOf(owed);
    untraced = untraced == null || untraced.isEmpty() ? null : List.copyOf(untraced);
    if (ring.isEmpty() || ring.size() > CursorReducer.RING_BLOCKS) {
      throw new IllegalArgumentException(
          "a ring holds 1 to " + CursorReducer.RING_BLOCKS + " hashes");
    }
  }

  /** A walk that begins after a block. */
  public static Cursor startingAfter(long number, String hash) {
    return startingAfter(number, List.of(hash), null);
  }

  /**
   * A walk that begins after a block.
   *
   * @param ring the hashes of that block and of some below it, the newest last
   * @param firstBlock the first of which anything counts; null where that is not known
   */
  public static Cursor startingAfter(long number, List<String> ring, @Nullable Long firstBlock) {
    return new Cursor(
        0,
        number,
        ring,
        List.of(),
        List.of(),
        List.of(),
        null,
        List.of(),
        Set.of(),
        null,
        0,
        null,
        firstBlock,
        null);
  }

  static Cursor read(String body) {
    return JsonCodec.fromStore(Cursor.class, body);
  }

  String written() {
    return JsonCodec.write(this);
  }

  /** The hash of the newest block. */
  public String hash() {
    return ring.getLast();
  }

  /** The oldest block whose hash is remembered. */
  public long oldest() {
    return number - ring.size() + 1;
  }

  /** The lowest remembered block above an ancestor, which may be {@link Halt#NO_ANCESTOR}. */
  public long lowestAbove(long ancestor) {
    return ancestor == Halt.NO_ANCESTOR ? oldest() : ancestor + 1;
  }

  /** Whether a block's hash is remembered. */
  public boolean remembers(long block) {
    return block >= oldest() && block <= number;
  }

  /** The hash of a block that is remembered. */
  public String hashOf(long block) {
    return ring.get((int) (block - oldest()));
  }

  /** Whether the hot wallet's balance after a block, or after a later one, was looked at. */
  boolean explains(long block) {
    return baseline != null && block <= baseline.block();
  }

  /** How many blocks confirm one, itself included. */
  public long confirmations(long block) {
    return number - block + 1;
  }

  /** The same cursor, of the same step, without what was carried out. */
  public Cursor without(Set<OutboxEntry> carriedOut) {
    List<OutboxEntry> rest = outbox.stream().filter(one -> !carriedOut.contains(one)).toList();
    return holding(pending, rest, settled, compensated, halt, owing());
  }

  /** The same cursor, of the same step, of whose outbox only the first are to be carried out. */
  public Cursor slice(int entries) {
    return outbox.size() <= entries
        ? this
        : holding(pending, outbox.subList(0, entries), settled, compensated, halt, owing());
  }

  /** The same cursor, of the same step, in whose outbox some stand last. */
  public Cursor last(Predicate<OutboxEntry> some) {
    List<OutboxEntry> ordered =
        Stream.concat(outbox.stream().filter(some.negate()), outbox.stream().filter(some)).toList();
    return holding(pending, ordered, settled, compensated, halt, owing());
  }

  /** The same cursor, of the same step, whose outbox says something else of some. */
  public Cursor deciding(UnaryOperator<OutboxEntry> change) {
    List<OutboxEntry> changed = outbox.stream().map(change).toList();
    return holding(pending, changed, settled, compensated, halt, owing());
  }

  /** The same place in the chain, with other lists. */
  Cursor holding(
      List<DepositTransfer> waiting,
      List<OutboxEntry> decided,
      List<OutboxEntry> remembered,
      Set<String> takenBack,
      @Nullable Halt why,
      List<Owing> owing) {
    return new Cursor(
        step,
        number,
        ring,
        waiting,
        decided,
        remembered,
        baseline,
        movements,
        takenBack,
        why,
        reorgDepth,
        owing,
        firstBlock,
        untraced);
  }

  /** What left the chain and is not taken back whole. */
  public List<Owing> owing() {
    return owed == null ? List.of() : owed;
  }

  /**
   * The same cursor, of which nothing before a block counts: what is not decided yet is left out.
   *
   * @param first as the settings say now; null where they say nothing
   */
  public Cursor countingFrom(@Nullable Long first) {
    return first == null || (firstBlock != null && firstBlock >= first)
        ? this
        : new Cursor(
            step,
            number,
            ring,
            pending.stream().filter(one -> one.block() >= first).toList(),
            outbox,
            settled,
            baseline,
            movements,
            compensated,
            halt,
            reorgDepth,
            owed,
            first,
            untraced);
  }

  /** Transactions that no node could trace. */
  public List<Untraced> untracedNow() {
    return untraced == null ? List.of() : untraced;
  }

  /** The first block of which anything counts, as far as is known. */
  public long first() {
    return firstBlock == null ? 0 : firstBlock;
  }

  public boolean isHalted() {
    return halt != null;
  }
}
