package io.fairfall.simulation.world;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** Writes that are still under way: nobody waits for them, and they land all the same. */
final class Network {
  private static final int MAX_DELAY_MS = 6_000;

  private final SplittableRandom random;
  private final PriorityQueue<Parcel> underWay =
      new PriorityQueue<>(
          Comparator.comparingLong(Parcel::dueMs).thenComparingLong(Parcel::number));
  private long sent;

  Network(SplittableRandom random) {
    this.random = random;
  }

  private record Parcel(long dueMs, long number, Runnable write) {}

  void send(InstantSource clock, Runnable write) {
    // most are a little late, and some arrive in another time
    int delay = 1 + random.nextInt(random.nextInt(2) == 0 ? MAX_DELAY_MS : MAX_DELAY_MS / 20);
    underWay.add(new Parcel(clock.millis() + delay, sent++, write));
  }

  /** Lets everything land that is due. */
  void deliver(long nowMs) {
    while (!underWay.isEmpty() && underWay.element().dueMs() <= nowMs) {
      underWay.remove().write().run();
    }
  }

  boolean isEmpty() {
    return underWay.isEmpty();
  }
}
