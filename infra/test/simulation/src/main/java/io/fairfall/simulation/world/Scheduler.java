package io.fairfall.simulation.world;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets actors take turns. Each is a virtual thread with blocking code, and exactly one of them
 * runs: the one that holds the baton. It gives the baton away at every store call and when it
 * sleeps; who gets it is drawn from the seed. So a seed decides everything, and no lock is needed
 * anywhere.
 *
 * <p>Time is the scheduler's own: it passes a little with every turn, and jumps when all sleep.
 */
final class Scheduler implements InstantSource {
  static final long EPOCH_MS = 1_800_000_000_000L;
  private static final int MAX_TURN_MS = 5;

  private final SplittableRandom random;
  private final Runnable turn;
  private final Consumer<Throwable> broken;
  private final List<Actor> ready = new ArrayList<>();
  private final PriorityQueue<Actor> asleep =
      new PriorityQueue<>(
          Comparator.<Actor>comparingLong(actor -> actor.wakesAtMs)
              .thenComparingLong(actor -> actor.order));
  private long nowMs = EPOCH_MS;
  private long sleeps;
  private volatile @Nullable Actor holder;
  private volatile boolean isDone;
  private @Nullable Thread waiting;

  /**
   * @param turn what the world does at every turn, like letting delayed writes land
   * @param broken is told what an actor failed with
   */
  Scheduler(SplittableRandom random, Runnable turn, Consumer<Throwable> broken) {
    this.random = random;
    this.turn = turn;
    this.broken = broken;
  }

  private final class Actor {
    private final Thread thread;
    private boolean isStarted;
    private long wakesAtMs;
    private long order;

    Actor(String name, Runnable body) {
      thread = Thread.ofVirtual().name(name).unstarted(() -> live(body));
    }

    private void live(Runnable body) {
      try {
        body.run();
      } catch (RuntimeException | Error failure) {
        broken.accept(failure);
      }
      ready.remove(this);
      hand(next());
    }

    void wake() {
      if (isStarted) {
        LockSupport.unpark(thread);
      } else {
        isStarted = true;
        thread.start();
      }
    }
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(nowMs);
  }

  @Override
  public long millis() {
    return nowMs;
  }

  /** Lets somebody begin. */
  void spawn(String name, Runnable body) {
    ready.add(new Actor(name, body));
  }

  /** Runs until every actor has ended. */
  void run() {
    waiting = Thread.currentThread();
    hand(next());
    while (!isDone) {
      LockSupport.park(this);
    }
  }

  /** A turn ends: a little time passes and anybody may go on. */
  void yieldNow() {
    nowMs += random.nextInt(MAX_TURN_MS + 1);
    turn.run();
    if (random.nextBoolean()) {
      wakeSleepers();
      passTo(ready.get(random.nextInt(ready.size())));
    }
  }

  /** Nothing for a while. */
  void sleep(long ms) {
    Actor self = self();
    ready.remove(self);
    self.wakesAtMs = nowMs + ms;
    self.order = sleeps++;
    asleep.add(self);
    Actor next = next();
    if (next != null) {
      passTo(next);
    }
  }

  private Actor self() {
    Actor self = holder;
    if (self == null) {
      throw new IllegalStateException("only actors take turns");
    }
    return self;
  }

  private void passTo(Actor next) {
    Actor self = self();
    if (next == self) {
      return;
    }
    hand(next);
    while (holder != self) {
      LockSupport.park(this);
    }
  }

  private void hand(@Nullable Actor next) {
    if (next == null) {
      isDone = true;
      LockSupport.unpark(waiting);
      return;
    }
    holder = next;
    next.wake();
  }

  /** Whose turn it is when somebody leaves; nobody when all have ended. */
  private @Nullable Actor next() {
    wakeSleepers();
    if (ready.isEmpty()) {
      Actor first = asleep.poll();
      if (first == null) {
        return null;
      }
      nowMs = Math.max(nowMs, first.wakesAtMs);
      turn.run();
      ready.add(first);
    }
    return ready.get(random.nextInt(ready.size()));
  }

  private void wakeSleepers() {
    while (!asleep.isEmpty() && asleep.element().wakesAtMs <= nowMs) {
      ready.add(asleep.remove());
    }
  }
}
