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
  private static final long SUCCESSOR_POLL_MS = 200;
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

  /** What waiting for the office came to. */
  private enum Wait {
    /** It was handed over. */
    OURS,
    /** The holder is silent, or rests. */
    VACANT,
    /** Somebody newer waits, or there is no time left to conduct in. */
    OVER
  }

  /**
   * Takes office: at once if it is vacant and there is something to do, or as the successor of
   * whoever holds it. The newest of those who come is the successor, so that with a tick every
   * minute one stands by whose time has hardly begun.
   *
   * @param endsAtMs when the function is stopped
   * @param roundMs the time that must be left in the end
   * @return nothing if there is nothing to do here, or somebody newer waits
   */
  public Optional<LeadershipTerm> take(long endsAtMs, long roundMs) throws InterruptedException {
    long giveUpAtMs = endsAtMs - roundMs - LeadershipTerm.END_MARGIN_MS;
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
      } else if (now >= giveUpAtMs) {
        return Optional.empty();
      } else if (lease.succeed(now)) {
        switch (awaitOffice(giveUpAtMs)) {
          case OURS -> {
            return Optional.of(tenure(endsAtMs));
          }
          case OVER -> {
            return Optional.empty();
          }
          case VACANT -> {}
        }
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

  private Wait awaitOffice(long giveUpAtMs) throws InterruptedException {
    long speakAtMs = clock.millis() + Lease.RENEW_EVERY_MS;
    while (clock.millis() < giveUpAtMs) {
      sleeper.until(clock.millis() + SUCCESSOR_POLL_MS);
      long now = clock.millis();
      Lease.State state = lease.read();
      if (lease.isMine(state)) {
        return Wait.OURS;
      }
      if (state.isFree(now)) {
        return Wait.VACANT;
      }
      if (now >= speakAtMs) {
        if (!lease.goOnWaiting(now)) {
          return lease.read().isFree(clock.millis()) ? Wait.VACANT : Wait.OVER;
        }
        speakAtMs = now + Lease.RENEW_EVERY_MS;
      }
    }
    return Wait.OVER;
  }

  private LeadershipTerm tenure(long endsAtMs) {
    return new LeadershipTerm(lease, clock, sleeper, endsAtMs);
  }
}
