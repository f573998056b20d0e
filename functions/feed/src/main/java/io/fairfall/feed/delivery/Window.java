package io.fairfall.feed.delivery;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many posts may be under way at one time: as many as are still answered quickly.
 *
 * <p>A post that waits in a queue of ours is answered late like one to a slow gateway, and whoever
 * gives it up has spent all that it cost. So the window begins small, opens by one for each answer
 * in time, and halves where answers come late, once for all that were under way then. From there on
 * it opens by one for each whole window (slow start, additive increase and multiplicative decrease;
 * RFC 5681 has the argument). An instance keeps it: what is slow at first is not compiled yet.
 */
public final class Window {
  /** Posts at first, when nothing is known, and at least. */
  public static final int LEAST = 8;

  /** The HTTP client keeps as many connections open. */
  public static final int MOST = 64;

  /** What is answered within so many milliseconds has not waited for others. */
  static final long QUICK_MS = 150;

  /** What takes longer than so many milliseconds has mostly waited. */
  public static final long SLOW_MS = 600;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private int size = LEAST;
  private int underWay;
  private int quick;
  private boolean hasBeenLate;
  private long halvedAtNanos;

  /** Waits for a place, and says since when it is held. */
  public long enter() {
    lock.lock();
    try {
      while (underWay >= size) {
        room.awaitUninterruptibly();
      }
      underWay++;
      return System.nanoTime();
    } finally {
      lock.unlock();
    }
  }

  /** Gives a place back. */
  public void leave(long enteredNanos) {
    long now = System.nanoTime();
    long tookMs = TimeUnit.NANOSECONDS.toMillis(now - enteredNanos);
    lock.lock();
    try {
      underWay--;
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
