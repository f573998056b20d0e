package io.fairfall.conductor;

import io.fairfall.conductor.leadership.Sleeper;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;

/**
 * Time that stands still while anybody works, and jumps to the next instant that somebody waits for
 * once all of them wait. Minutes pass in milliseconds, and nothing depends on the machine's speed.
 */
public final class VirtualTime implements InstantSource, Sleeper {
  private final PriorityQueue<Long> wanted = new PriorityQueue<>();
  private long nowMs;
  private int awake;

  /** Time for some threads, all of which call {@link #leave} when they are done. */
  VirtualTime(long nowMs, int threads) {
    this.nowMs = nowMs;
    this.awake = threads;
  }

  @Override
  public synchronized long millis() {
    return nowMs;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  @Override
  public synchronized void until(long instantMs) throws InterruptedException {
    if (instantMs <= nowMs) {
      return;
    }
    wanted.add(instantMs);
    awake--;
    jump();
    while (nowMs < instantMs) {
      wait();
    }
  }

  /** Somebody joins. */
  synchronized void join() {
    awake++;
  }

  /** Somebody is done. */
  public synchronized void leave() {
    awake--;
    jump();
  }

  /** Time passes while nobody works. */
  public synchronized void pass(long ms) {
    nowMs += ms;
  }

  private void jump() {
    if (awake > 0 || wanted.isEmpty()) {
      return;
    }
    nowMs = wanted.peek();
    while (!wanted.isEmpty() && wanted.peek() <= nowMs) {
      wanted.remove();
      awake++;
    }
    notifyAll();
  }
}
