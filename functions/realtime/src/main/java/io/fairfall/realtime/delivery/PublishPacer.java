package io.fairfall.realtime.delivery;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps a worker's posts within its share of what the account may post. All workers begin at the
 * same instant; without it they would spend the account's burst at once, and whoever comes behind
 * it would be refused and left with a hole.
 *
 * <p>The gateway's bucket holds half a second's requests when it is full, and so does each share of
 * it.
 */
public final class PublishPacer {
  private static final long MS_PER_SECOND = 1_000;

  private final InstantSource clock;
  private final int postsPerSecond;
  private final long beganMs;
  private final AtomicInteger posts = new AtomicInteger();

  /**
   * @param postsPerSecond 0 for as fast as it goes
   */
  public PublishPacer(int postsPerSecond, InstantSource clock) {
    this.clock = clock;
    this.postsPerSecond = postsPerSecond;
    this.beganMs = clock.millis();
  }

  /** Takes the next place; how many milliseconds to wait before using it. */
  public long next() {
    if (postsPerSecond == 0) {
      return 0;
    }
    long beyondBurst = posts.getAndIncrement() - postsPerSecond / 2L;
    long dueMs = beganMs + beyondBurst * MS_PER_SECOND / postsPerSecond;
    return Math.max(0, dueMs - clock.millis());
  }
}
