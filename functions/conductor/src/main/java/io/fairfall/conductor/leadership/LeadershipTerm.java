package io.fairfall.conductor.leadership;

import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.platform.Log;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * One holder's time in office: it waits for instants, speaks up while it does, and leaves in time.
 * A flight may outlast the function's own time limit; then it is left to whoever is next, who finds
 * everything in the journal.
 */
public final class LeadershipTerm {
  /** What a function keeps back of its time to leave in order. */
  public static final long END_MARGIN_MS = 15_000;

  /** No renewal so shortly before an instant: it might make us late. */
  private static final long QUIET_BEFORE_MS = 500;

  private final Lease lease;
  private final InstantSource clock;
  private final Sleeper sleeper;
  private final long endsAtMs;
  private long renewAtMs;

  /**
   * The tenure of a lease that has just been taken.
   *
   * @param endsAtMs when the function is stopped
   */
  LeadershipTerm(Lease lease, InstantSource clock, Sleeper sleeper, long endsAtMs) {
    this.lease = lease;
    this.clock = clock;
    this.sleeper = sleeper;
    this.endsAtMs = endsAtMs;
    this.renewAtMs = clock.millis() + Lease.RENEW_EVERY_MS;
  }

  /**
   * Waits for an instant.
   *
   * @return false if the tenure is over before
   */
  public boolean holdUntil(long instantMs) throws InterruptedException {
    long lastMs = endsAtMs - END_MARGIN_MS;
    for (long now = clock.millis(); now < instantMs; now = clock.millis()) {
      if (now >= renewAtMs && instantMs - now > QUIET_BEFORE_MS && !renew(now)) {
        return false;
      }
      if (now >= lastMs && instantMs > lastMs) {
        leave();
        return false;
      }
      long wakeMs = Math.min(instantMs, Math.max(renewAtMs, now + 1));
      sleeper.until(instantMs > lastMs ? Math.min(wakeMs, Math.max(lastMs, now + 1)) : wakeMs);
    }
    return true;
  }

  /**
   * Whether another round may begin under this holder. If a successor waits, or the round might not
   * fit into the time left, the tenure ends here.
   *
   * @param roundMs how long a round may last
   */
  public boolean mayGoOn(long roundMs) {
    long now = clock.millis();
    Optional<Lease.State> state = lease.renew(now);
    if (state.isEmpty()) {
      return false;
    }
    renewAtMs = now + Lease.RENEW_EVERY_MS;
    boolean lastsLongEnough = endsAtMs - now >= roundMs + END_MARGIN_MS;
    if (lastsLongEnough && state.get().liveSuccessor(now).isEmpty()) {
      return true;
    }
    leave();
    return false;
  }

  /** Whether the lease is still ours, after somebody else was first somewhere. */
  public boolean isStillOurs() {
    return lease.renew(clock.millis()).isPresent();
  }

  /** Hands over to the successor, or leaves the lease to the next tick. */
  public void leave() {
    long now = clock.millis();
    if (!lease.handOver(now)) {
      lease.release(now);
    }
  }

  private boolean renew(long now) {
    renewAtMs = now + Lease.RENEW_EVERY_MS;
    try {
      return lease.renew(now).isPresent();
    } catch (StoreUnavailableException failure) {
      // the lease saves work only: an instant is kept without it too
      Log.failure("lease_not_renewed", failure, Map.of());
      return true;
    }
  }
}
