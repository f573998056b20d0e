package io.fairfall.withdrawals.sending;

import io.fairfall.resilience.Pause;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One invocation's work: takes the lease, looks again and again while something is open, and gives
 * the lease back. Who loses the lease stops before the next payout.
 */
public final class SenderRun {
  private final SenderLease lease;
  private final Sender sender;
  private final long pollMs;
  private final Pause pause;
  private final InstantSource clock;

  /**
   * @param pollMs between two looks
   */
  public SenderRun(
      SenderLease lease, Sender sender, long pollMs, Pause pause, InstantSource clock) {
    this.lease = lease;
    this.sender = sender;
    this.pollMs = pollMs;
    this.pause = pause;
    this.clock = clock;
  }

  /**
   * Works until an instant, or until nothing is open.
   *
   * @param looked is shown each look
   * @return whether the lease was free
   */
  public boolean run(long endsAtMs, Consumer<Look> looked) throws InterruptedException {
    Optional<Long> fence = lease.take(clock.millis());
    if (fence.isEmpty()) {
      return false;
    }
    while (true) {
      Look look = sender.look(() -> isMine(fence.get()));
      looked.accept(look);
      boolean isEmpty = look.counts().numbers().getOrDefault("PayoutsOpen", 0L) == 0;
      if (isEmpty || clock.millis() + pollMs >= endsAtMs) {
        boolean ignored = lease.release(fence.get(), clock.millis());
        return true;
      }
      pause.forMs(pollMs);
      if (!isMine(fence.get())) {
        return true;
      }
    }
  }

  private boolean isMine(long fence) {
    return lease.renew(fence, clock.millis());
  }
}
