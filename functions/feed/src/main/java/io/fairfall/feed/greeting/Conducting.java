package io.fairfall.feed.greeting;

import io.fairfall.edge.Functions;
import io.fairfall.game.ConductorLease;
import java.time.InstantSource;
import java.util.Map;

/** Wakes the conductor where it rests. */
public final class Conducting {
  private final ConductorLease lease;
  private final Functions functions;
  private final String conductor;
  private final InstantSource clock;

  /**
   * @param conductor name or ARN of the conductor's function
   */
  public Conducting(
      ConductorLease lease, Functions functions, String conductor, InstantSource clock) {
    this.lease = lease;
    this.functions = functions;
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
      functions.invokeAsync(conductor, Map.of("wake", "feed"));
    }
    return idle;
  }
}
