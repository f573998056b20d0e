package io.fairfall.realtime.delivery;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * How many posts may be under way at one time: as many as are still answered quickly.
 *
 * <p>A post that waits in a queue of ours is answered late like one to a slow gateway, and whoever
 * gives it up has spent all that it cost. So the window begins small, opens by one for each answer
 * in time, and halves where answers come late, once for all that were under way then. From there on
 * it opens by one for each whole window (slow start, additive increase and multiplicative decrease;
 * RFC 5681 has the argument). An instance keeps it: what is slow at first is not compiled yet.
 *
 * <p>Who is not answered for that long gives its place to the next one while it goes on waiting, so
 * that many who never answer do not hold the others; then a window is a rate, of its size in each
 * {@value #SLOW_MS} ms, and there are never more than {@value #MOST} of them.
 */
public final class ConcurrencyLimiter {
  /** Posts at first, when nothing is known, and at least. */
  public static final int LEAST = 8;

  /** The HTTP client keeps as many connections open. */
  public static final int MOST = 64;

  /** What is answered within so many milliseconds has not waited for others. */
  static final long QUICK_MS = 150;

  /** What takes longer than so many milliseconds has mostly waited. */
  public static final long SLOW_MS = 600;

  private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(SLOW_MS);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final LongSupplier nanos;

  /** When each post under way began, the oldest first. */
  private final ArrayDeque<Long> underWay = new ArrayDeque<>();

  private int size = LEAST;
  private int quick;
  private boolean hasBeenLate;
  private long halvedAtNanos;

  public ConcurrencyLimiter() {
    this(System::nanoTime);
  }

  /** One with another clock, in nanoseconds from any instant on. */
  public ConcurrencyLimiter(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Waits for a place, and says since when it is held. */
  public long enter() {
    lock.lock();
    try {
      boolean interrupted = Thread.interrupted();
      for (long wait = untilRoom(); wait > 0; wait = untilRoom()) {
        try {
          room.awaitNanos(wait);
        } catch (InterruptedException stopping) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      long now = nanos.getAsLong();
      underWay.addLast(now);
      return now;
    } finally {
      lock.unlock();
    }
  }

  /** Whether {@link #enter} would not wait. */
  public boolean hasRoom() {
    lock.lock();
    try {
      return untilRoom() == 0;
    } finally {
      lock.unlock();
    }
  }

  /** Nanoseconds until there is a place; 0 if there is one. */
  private long untilRoom() {
    if (underWay.size() >= MOST) {
      return Long.MAX_VALUE;
    }
    if (underWay.size() < size) {
      return 0;
    }
    // all that began before this one did are older still
    Iterator<Long> newestFirst = underWay.descendingIterator();
    long since = newestFirst.next();
    for (int place = 1; place < size; place++) {
      since = newestFirst.next();
    }
    return Math.max(0, SLOW_NANOS - (nanos.getAsLong() - since));
  }

  /** Gives a place back after a post, however it went. */
  public void leave(long enteredNanos) {
    lock.lock();
    try {
      long now = nanos.getAsLong();
      long tookMs = TimeUnit.NANOSECONDS.toMillis(now - enteredNanos);
      if (tookMs > SLOW_MS) {
        if (!hasBeenLate
            || enteredNanos - halvedAtNanos > 0) { // of those under way then, the first one to tell
          size = Math.max(LEAST, size / 2);
          halvedAtNanos = now;
        }
        quick = 0;
        hasBeenLate = true;
      } else if (tookMs <= QUICK_MS && (!hasBeenLate || ++quick >= size)) {
        size = Math.min(MOST, size + 1);
        quick = 0;
      }
      giveBack(enteredNanos);
    } finally {
      lock.unlock();
    }
  }

  /** Gives a place back that was not used, which tells nothing. */
  public void giveBack(long enteredNanos) {
    lock.lock();
    try {
      underWay.removeFirstOccurrence(enteredNanos);
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How many there may be now. */
  public int size() {
    lock.lock();
    try {
      return size;
    } finally {
      lock.unlock();
    }
  }
}
