package io.fairfall.conductor.leadership;

import java.time.InstantSource;
import java.util.Optional;

/**
 * How an invocation comes to conduct, and how it stops when nobody is there.
 *
 * <p>Rest and wake-up do not race. Before resting, the conductor marks the lease idle and only then
 * looks for watchers; a watcher first writes that it watches, then reads the lease, and invokes the
 * conductor if it is idle. All reads are consistent, so at least one of the two sees the other.
 */
public final class LeaderElection {
  private static final long SUCCESSOR_POLL_MS = 250;
  private static final int MAX_TRIES = 5;

  private final Lease lease;
  private final PresenceDetector detector;
  private final InstantSource clock;
  private final Sleeper sleeper;

  public LeaderElection(
      Lease lease, PresenceDetector detector, InstantSource clock, Sleeper sleeper) {
    this.lease = lease;
    this.detector = detector;
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /**
   * Takes office: at once if it is vacant and there is something to do, or as the successor of
   * whoever holds it.
   *
   * @param endsAtMs when the function is stopped
   * @param roundMs the time that must be left in the end
   * @return nothing if there is nothing to do here, or somebody else waits already
   */
  public Optional<LeadershipTerm> take(long endsAtMs, long roundMs) throws InterruptedException {
    for (int i = 0; i < MAX_TRIES; i++) {
      long now = clock.millis();
      Lease.State state = lease.read();
      if (state.idle() && !detector.anybody(now)) {
        return Optional.empty();
      }
      if (state.isFree(now)) {
        if (lease.take(now)) {
          return Optional.of(tenure(endsAtMs));
        }
      } else if (lease.succeed(now)) {
        if (awaitOffice(endsAtMs - roundMs - LeadershipTerm.END_MARGIN_MS)) {
          return Optional.of(tenure(endsAtMs));
        }
      } else if (isAnybodyAlive(state)) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  public boolean isAnybodyThere() {
    return detector.anybody(clock.millis());
  }

  /** Marks the lease idle unless somebody has come meanwhile. Whether to stop. */
  public boolean rest() {
    if (!lease.rest(clock.millis())) {
      return true;
    }
    return !detector.anybody(clock.millis()) || !lease.goOn(clock.millis());
  }

  /**
   * Whether holder or successor speaks up. Both may have died with the machine a moment ago; then
   * this waits until the lease is free.
   */
  private boolean isAnybodyAlive(Lease.State state) throws InterruptedException {
    sleeper.until(clock.millis() + Lease.RENEW_EVERY_MS + SUCCESSOR_POLL_MS);
    if (!lease.read().equals(state)) {
      return true;
    }
    sleeper.until(state.untilMs());
    return false;
  }

  /** Waits as successor; false once the office is vacant or somebody else waits, or it is late. */
  private boolean awaitOffice(long giveUpAtMs) throws InterruptedException {
    long speakAtMs = clock.millis() + Lease.RENEW_EVERY_MS;
    while (clock.millis() < giveUpAtMs) {
      sleeper.until(clock.millis() + SUCCESSOR_POLL_MS);
      long now = clock.millis();
      Lease.State state = lease.read();
      if (lease.isMine(state)) {
        return true;
      }
      if (state.isFree(now)) {
        return false;
      }
      if (now >= speakAtMs) {
        if (!lease.succeed(now)) {
          return false;
        }
        speakAtMs = now + Lease.RENEW_EVERY_MS;
      }
    }
    return false;
  }

  private LeadershipTerm tenure(long endsAtMs) {
    return new LeadershipTerm(lease, clock, sleeper, endsAtMs);
  }
}
