package io.fairfall.beaconclient;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Relays after one round: who comes first ends it, and so does time. */
final class Race {
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicReference<@Nullable VerifiedBeacon> winner = new AtomicReference<>();

  /** Somebody has it; who comes later changes nothing. */
  void win(VerifiedBeacon beacon) {
    winner.compareAndSet(null, beacon);
    end.countDown();
  }

  Optional<VerifiedBeacon> winner() {
    return Optional.ofNullable(winner.get());
  }

  void end() {
    end.countDown();
  }

  boolean isOver() {
    return end.getCount() == 0;
  }

  /** Waits until it is over, or as long as given. */
  void await(Duration most) throws InterruptedException {
    boolean isOver = end.await(most.toMillis(), TimeUnit.MILLISECONDS);
    if (!isOver) {
      end();
    }
  }

  /**
   * Waits for a pause, or until it is over.
   *
   * @return whether it goes on
   */
  boolean pause(Duration pause) throws InterruptedException {
    return !end.await(pause.toMillis(), TimeUnit.MILLISECONDS);
  }
}
