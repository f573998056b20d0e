package io.fairfall.deposits.cursor;

import io.fairfall.deposits.scan.BalanceMovement;
import io.fairfall.deposits.scan.DepositTransfer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The next cursor, made from the one before: what is not mentioned stays. */
public final class CursorChange {
  /** Movements that are kept one by one; beyond that, those below the ring become one. */
  public static final int MAX_MOVEMENTS = 512;

  private final Cursor before;
  private long number;
  private List<String> ring;
  private List<DepositTransfer> pending;
  private List<OutboxEntry> outbox;
  private List<OutboxEntry> settled;
  private @Nullable BalanceCheckpoint checkpoint;
  private List<BalanceMovement> movements;
  private Set<String> compensated;
  private @Nullable Halt halt;
  private long reorgDepth;
  private List<Owing> owed;
  private @Nullable List<Cursor.Untraced> untraced;

  public CursorChange(Cursor before) {
    this.before = before;
    this.number = before.number();
    this.ring = before.ring();
    this.pending = before.pending();
    this.outbox = before.outbox();
    this.settled = before.settled();
    this.checkpoint = before.baseline();
    this.movements = before.movements();
    this.compensated = before.compensated();
    this.halt = before.halt();
    this.reorgDepth = before.reorgDepth();
    this.owed = before.owing();
    this.untraced = before.untraced();
  }

  CursorChange chain(long newest, List<String> hashes) {
    number = newest;
    ring = hashes.subList(Math.max(0, hashes.size() - CursorReducer.RING_BLOCKS), hashes.size());
    return this;
  }

  public CursorChange pending(List<DepositTransfer> transfers) {
    pending = transfers;
    return this;
  }

  public CursorChange outbox(List<OutboxEntry> decided) {
    outbox = decided;
    return this;
  }

  CursorChange settled(List<OutboxEntry> decided) {
    settled = decided;
    return this;
  }

  public CursorChange baseline(BalanceCheckpoint explained) {
    checkpoint = explained;
    return this;
  }

  public CursorChange movements(List<BalanceMovement> since) {
    movements = since;
    return this;
  }

  public CursorChange compensated(Set<String> keys) {
    compensated = keys;
    return this;
  }

  public CursorChange halt(@Nullable Halt why) {
    halt = why;
    return this;
  }

  public CursorChange owed(List<Owing> rest) {
    owed = rest;
    return this;
  }

  CursorChange reorgDepth(long blocks) {
    reorgDepth = blocks;
    return this;
  }

  /** Names transactions that no node could trace, in the place of what was said of them before. */
  public CursorChange untraced(List<Cursor.Untraced> more) {
    Set<String> now = more.stream().map(Cursor.Untraced::hash).collect(Collectors.toSet());
    List<Cursor.Untraced> all = new ArrayList<>(before.untracedNow());
    all.removeIf(
        one ->
            now.contains(one.hash()) || one.block() < number - Cursor.Untraced.REMEMBERED_BLOCKS);
    all.addAll(more);
    untraced = all.subList(Math.max(0, all.size() - Cursor.MAX_UNTRACED), all.size());
    return this;
  }

  /** The next cursor. What was decided long ago is out of every reorganisation's reach. */
  public Cursor made() {
    long oldest = number - ring.size() + 1;
    List<OutboxEntry> reachable =
        settled.stream()
            .filter(one -> one.transfer().block() > number - CursorReducer.SETTLED_BLOCKS)
            .toList();
    List<OutboxEntry> newest =
        reachable.subList(
            Math.max(0, reachable.size() - CursorReducer.MAX_SETTLED), reachable.size());
    return new Cursor(
        before.step() + 1,
        number,
        ring,
        pending,
        outbox,
        newest,
        checkpoint,
        folded(oldest),
        compensated,
        halt,
        reorgDepth,
        owed,
        before.firstBlock(),
        untraced);
  }

  private List<BalanceMovement> folded(long oldest) {
    if (movements.size() <= MAX_MOVEMENTS) {
      return movements;
    }
    BigInteger below =
        movements.stream()
            .filter(one -> one.block() < oldest)
            .map(BalanceMovement::value)
            .reduce(BigInteger.ZERO, BigInteger::add);
    List<BalanceMovement> kept = new ArrayList<>();
    kept.add(new BalanceMovement(oldest - 1, below.toString()));
    movements.stream().filter(one -> one.block() >= oldest).forEach(kept::add);
    return kept;
  }
}
