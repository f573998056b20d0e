package io.fairfall.load;

import java.util.Optional;
import java.util.function.Predicate;

/** The newest sight of the round, to be waited on. */
public final class Watch {
  private Sight sight = Sight.NOTHING;

  public synchronized Sight now() {
    return sight;
  }

  /** A newer sight; an older round's is dropped. */
  synchronized void see(Sight newer) {
    if (newer.id() >= sight.id()) {
      sight = newer;
      notifyAll();
    }
  }

  /**
   * Waits for a sight.
   *
   * @param untilMs when to give up, in milliseconds since 1970
   */
  public synchronized Optional<Sight> await(Predicate<Sight> wanted, long untilMs)
      throws InterruptedException {
    while (!wanted.test(sight)) {
      long leftMs = untilMs - System.currentTimeMillis();
      if (leftMs <= 0) {
        return Optional.empty();
      }
      wait(leftMs);
    }
    return Optional.of(sight);
  }
}
