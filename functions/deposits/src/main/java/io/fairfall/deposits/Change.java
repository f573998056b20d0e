package io.fairfall.deposits;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The next cursor, made from the one before: what is not mentioned stays. */
final class Change {
  /** Movements that are kept one by one; beyond that, those below the ring become one. */
  static final int MAX_MOVEMENTS = 512;

  private final Cursor before;
  private long number;
  private List<String> ring;
  private List<Transfer> pending;
  private List<Ended> outbox;
  private List<Ended> settled;
  private @Nullable Baseline baseline;
  private List<Movement> movements;
  private Set<String> compensated;
  private @Nullable Halt halt;
  private long reorgDepth;

  Change(Cursor before) {
    this.before = before;
    this.number = before.number();
    this.ring = before.ring();
    this.pending = before.pending();
    this.outbox = before.outbox();
    this.settled = before.settled();
    this.baseline = before.baseline();
    this.movements = before.movements();
    this.compensated = before.compensated();
    this.halt = before.halt();
    this.reorgDepth = before.reorgDepth();
  }

  Change chain(long newest, List<String> hashes) {
    number = newest;
    ring = hashes.subList(Math.max(0, hashes.size() - Walk.RING_BLOCKS), hashes.size());
    return this;
  }

  Change pending(List<Transfer> transfers) {
    pending = transfers;
    return this;
  }

  Change outbox(List<Ended> decided) {
    outbox = decided;
    return this;
  }

  Change settled(List<Ended> decided) {
    settled = decided;
    return this;
  }

  Change baseline(Baseline explained) {
    baseline = explained;
    return this;
  }

  Change movements(List<Movement> since) {
    movements = since;
    return this;
  }

  Change compensated(Set<String> keys) {
    compensated = keys;
    return this;
  }

  Change halt(@Nullable Halt why) {
    halt = why;
    return this;
  }

  Change reorgDepth(long blocks) {
    reorgDepth = blocks;
    return this;
  }

  /** The next cursor. What was decided long ago is out of every reorganisation's reach. */
  Cursor made() {
    long oldest = number - ring.size() + 1;
    List<Ended> reachable =
        settled.stream()
            .filter(one -> one.transfer().block() > number - Walk.SETTLED_BLOCKS)
            .toList();
    List<Ended> newest =
        reachable.subList(Math.max(0, reachable.size() - Walk.MAX_SETTLED), reachable.size());
    return new Cursor(
        before.step() + 1,
        number,
        ring,
        pending,
        outbox,
        newest,
        baseline,
        folded(oldest),
        compensated,
        halt,
        reorgDepth);
  }

  private List<Movement> folded(long oldest) {
    if (movements.size() <= MAX_MOVEMENTS) {
      return movements;
    }
    BigInteger below =
        movements.stream()
            .filter(one -> one.block() < oldest)
            .map(Movement::value)
            .reduce(BigInteger.ZERO, BigInteger::add);
    List<Movement> kept = new ArrayList<>();
    kept.add(new Movement(oldest - 1, below.toString()));
    movements.stream().filter(one -> one.block() >= oldest).forEach(kept::add);
    return kept;
  }
}
