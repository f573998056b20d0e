package io.fairfall.deposits.cursor;

import io.avaje.jsonb.Json;
import io.fairfall.deposits.scan.BalanceMovement;
import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.json.JsonCodec;
import java.util.List;
import java.util.Set;
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
    @Nullable List<Owing> owed) {
  public Cursor {
    ring = List.copyOf(ring);
    pending = List.copyOf(pending);
    outbox = List.copyOf(outbox);
    settled = List.copyOf(settled);
    movements = List.copyOf(movements);
    compensated = Set.copyOf(compensated);
    owed = owed == null || owed.isEmpty() ? null : List.copyOf(owed);
    if (ring.isEmpty() || ring.size() > CursorReducer.RING_BLOCKS) {
      throw new IllegalArgumentException(
          "a ring holds 1 to " + CursorReducer.RING_BLOCKS + " hashes");
    }
  }

  /** A walk that begins after a block. */
  public static Cursor startingAfter(long number, String hash) {
    return new Cursor(
        0,
        number,
        List.of(hash),
        List.of(),
        List.of(),
        List.of(),
        null,
        List.of(),
        Set.of(),
        null,
        0,
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
    return new Cursor(
        step,
        number,
        ring,
        pending,
        rest,
        settled,
        baseline,
        movements,
        compensated,
        halt,
        reorgDepth,
        owed);
  }

  /** What left the chain and is not taken back whole. */
  public List<Owing> owing() {
    return owed == null ? List.of() : owed;
  }

  public boolean isHalted() {
    return halt != null;
  }
}
