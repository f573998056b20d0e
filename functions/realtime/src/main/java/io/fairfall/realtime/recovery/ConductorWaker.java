package io.fairfall.realtime.recovery;

import io.fairfall.crash.ConductorLease;
import io.fairfall.platform.LambdaInvoker;
import java.time.InstantSource;
import java.util.Map;

/** Wakes the conductor where it rests. */
public final class ConductorWaker {
  private final ConductorLease lease;
  private final LambdaInvoker invoker;
  private final String conductor;
  private final InstantSource clock;

  /**
   * @param conductor name or ARN of the conductor's function
   */
  public ConductorWaker(
      ConductorLease lease, LambdaInvoker invoker, String conductor, InstantSource clock) {
    this.lease = lease;
    this.invoker = invoker;
    this.conductor = conductor;
    this.clock = clock;
  }

  /**
   * Wakes the conductor if nobody conducts. To be called after the subscription is written: see
   * {@link ConductorLease}. A call that fails is made up for by the conductor's own minute tick.
   *
   * @return whether nobody conducted
   */
  public boolean wakeIfIdle() {
    boolean idle = lease.isIdle(clock.millis());
    if (idle) {
      invoker.invokeAsync(conductor, Map.of("wake", "feed"));
    }
    return idle;
  }
}
