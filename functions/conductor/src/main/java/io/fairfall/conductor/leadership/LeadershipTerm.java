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

  /** Who has held office so long makes way for a successor, so that a new release soon conducts. */
  public static final long TERM_MS = 240_000;

  /** No renewal so shortly before an instant: it might make us late. */
  private static final long QUIET_BEFORE_MS = 200;

  private final Lease lease;
  private final InstantSource clock;
  private final Sleeper sleeper;
  private final long endsAtMs;
  private final long tookAtMs;
  private long renewAtMs;
  private boolean isHandedOver;

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
    this.tookAtMs = clock.millis();
    this.renewAtMs = tookAtMs + Lease.RENEW_EVERY_MS;
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
   * Speaks up if it is time to: for whoever waits in steps so short that {@link #holdUntil} does
   * not.
   *
   * @return false if somebody else holds the lease
   */
  public boolean speak() {
    long now = clock.millis();
    return now < renewAtMs || renew(now);
  }

  /**
   * Whether another round may begin under this holder. If the round might not fit into the time
   * left, or the term is over and a successor waits, the tenure ends here.
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
    boolean mayStay = now - tookAtMs < TERM_MS || state.get().liveSuccessor(now).isEmpty();
    if (lastsLongEnough && mayStay) {
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
    isHandedOver = lease.handOver(now);
    if (!isHandedOver) {
      lease.release(now);
    }
  }

  /** Whether it ended by handing over: then whoever held it may stand by. */
  public boolean isHandedOver() {
    return isHandedOver;
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
