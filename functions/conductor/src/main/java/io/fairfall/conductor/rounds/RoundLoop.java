package io.fairfall.conductor.rounds;

import io.fairfall.conductor.fairness.BeaconSource;
import io.fairfall.conductor.fairness.NextGame;
import io.fairfall.conductor.fairness.OutcomeSupply;
import io.fairfall.conductor.leadership.LeaderElection;
import io.fairfall.conductor.leadership.LeadershipTerm;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.Round;
import io.fairfall.crash.RoundEvent.Beacon;
import io.fairfall.crash.RoundEvent.Opened;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.platform.Log;
import io.fairfall.resilience.Backoff;
import io.fairfall.settings.Breaker;
import io.fairfall.settings.SettingsJournal;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * One invocation of the conductor: from taking office to leaving it.
 *
 * <p>Everything it does is decided afresh from the newest round, so it does not matter who wrote
 * that, or what became of them: a round that flies is ended at its instant, one that has not
 * started is started as long as its beacon lets it and voided after that, one that is over is
 * followed by the next.
 */
public final class RoundLoop {
  /** Counted each time that a conductor leaves because its clock is wrong. */
  public static final String CLOCK_METRIC = "ClockIsOff";

  private static final int MAX_FAILURES_IN_A_ROW = 10;

  /** After failures in a row. One conductor waits alone, so for the whole of it. */
  private static final Backoff.Delays FAILURE_DELAYS = new Backoff.Delays(200, 2_000);

  /** A round's bets are read so long before its start is due: late, for the projector's sake. */
  private static final long FORCE_LEAD_MS = 150;

  private static final long START_POLL_MS = 10;

  private final LeaderElection election;
  private final GameJournal game;
  private final RoundActions actions;
  private final RoundBounds bounds;
  private final OutcomeSupply outcomeSupply;
  private final BeaconSource beacon;
  private final StartFacts facts;
  private final ClockSkew skew;
  private final Breaker.Alarm alarm;
  private final Executor aside;
  private final RoundTiming timing;
  private final InstantSource clock;

  public RoundLoop(
      LeaderElection election,
      GameJournal game,
      RoundActions actions,
      RoundBounds bounds,
      OutcomeSupply outcomeSupply,
      BeaconSource beacon,
      ClockSkew skew,
      Breaker.Alarm alarm,
      Executor aside,
      RoundTiming timing,
      InstantSource clock) {
    this.election = election;
    this.game = game;
    this.actions = actions;
    this.bounds = bounds;
    this.outcomeSupply = outcomeSupply;
    this.beacon = beacon;
    this.facts = new StartFacts(beacon, bounds, aside, clock);
    this.skew = skew;
    this.alarm = alarm;
    this.aside = aside;
    this.timing = timing;
    this.clock = clock;
  }

  /**
   * Conducts rounds until there is nobody to conduct for or no time left. Whoever hands over before
   * that stands by for as long as nobody newer comes.
   *
   * @param endsAtMs when the function is stopped
   */
  public void run(long endsAtMs) throws InterruptedException {
    Optional<LeadershipTerm> taken = election.take(endsAtMs, timing.longRoundMs());
    while (taken.isPresent()) {
      LeadershipTerm term = taken.get();
      try {
        conduct(term);
      } catch (InterruptedException | RuntimeException stopped) {
        leave(term, stopped);
        throw stopped;
      }
      taken =
          term.isHandedOver() && !skew.bounds().isOff()
              ? election.take(endsAtMs, timing.longRoundMs())
              : Optional.empty();
    }
  }

  /** Whatever ends an invocation leaves the lease to the next; a death alone does not. */
  private static void leave(LeadershipTerm term, Exception stopped) {
    try {
      term.leave();
    } catch (StoreUnavailableException cannotSay) {
      stopped.addSuppressed(cannotSay);
    }
  }

  private void conduct(LeadershipTerm term) throws InterruptedException {
    int failures = 0;
    while (true) {
      try {
        if (!step(term)) {
          return;
        }
        failures = 0;
      } catch (StoreUnavailableException failure) {
        if (++failures > MAX_FAILURES_IN_A_ROW) {
          throw failure;
        }
        Log.failure("step_failed", failure, Map.of("failuresInARow", failures));
        if (!term.holdUntil(clock.millis() + FAILURE_DELAYS.boundMs(failures))) {
          return;
        }
      }
    }
  }

  /** One step. Whether there is another for us. */
  private boolean step(LeadershipTerm term) throws InterruptedException {
    return switch (NextAction.of(game.latest(), clock.millis(), timing.pauseMs())) {
      case NextAction.Open open -> open(term, open);
      case NextAction.Start start -> start(term, start);
      case NextAction.VoidRound(Round round, long dueAtMs) ->
          isDue(term, dueAtMs) && (actions.voidRound(round) || term.isStillOurs());
      case NextAction.AnnounceCrash(Round round) ->
          isDue(term, actions.landingAtMs(round))
              && (actions.announceCrash(round) || term.isStillOurs());
    };
  }

  /**
   * Waits for an instant before which something must not happen, by whatever clock: until it has
   * come even if ours is ahead by what it may be.
   *
   * @return false if the tenure is over before, or the clock is wrong
   */
  private boolean isDue(LeadershipTerm term, long dueAtMs) throws InterruptedException {
    if (!term.holdUntil(dueAtMs)) {
      return false;
    }
    return isClockRight(term) && term.holdUntil(dueAtMs + skew.bounds().caution());
  }

  /**
   * Starts a round once its beacon and its force point are known. Who has neither by the time at
   * which the round is void leaves it to the next step, which sees that.
   */
  private boolean start(LeadershipTerm term, NextAction.Start start) throws InterruptedException {
    Beacon decides = start.beacon();
    if (!term.holdUntil(decides.comesAtMs())) {
      return false;
    }
    facts.askFor(start.round(), decides);
    if (!term.holdUntil(Math.max(clock.millis(), start.dueAtMs() - FORCE_LEAD_MS))) {
      return false;
    }
    facts.askForForce();
    if (!term.holdUntil(start.dueAtMs())) {
      return false;
    }
    while (!facts.areKnown() && clock.millis() <= decides.voidAtMs()) {
      facts.askAgainWhatFailed();
      if (!term.speak() || !term.holdUntil(clock.millis() + START_POLL_MS)) {
        return false;
      }
    }
    if (clock.millis() > decides.voidAtMs()) {
      Log.warn("round_not_started", facts.missing());
      return true;
    }
    return isClockRight(term)
        && (actions.start(start.round(), facts.beacon(), facts.force()) || term.isStillOurs());
  }

  private boolean open(LeadershipTerm term, NextAction.Open open) throws InterruptedException {
    if (!term.mayGoOn(timing.longRoundMs()) || !isClockRight(term)) {
      return false;
    }
    if (!election.isAnybodyThere() && election.rest()) {
      return false;
    }
    Optional<Opened> latest = open.previous().map(Round::opened);
    Optional<NextGame> next = outcomeSupply.next(latest);
    if (next.isEmpty()) {
      outcomeSupply.replenish(latest);
      return term.isStillOurs();
    }
    if (!term.holdUntil(open.dueAtMs())) {
      return false;
    }
    Optional<OpeningTerms> allowed = bounds.now();
    if (allowed.isEmpty()) { // betting was paused: open once everybody knows it
      return term.holdUntil(clock.millis() + SettingsJournal.FRESH_MS);
    }
    if (!actions.open(open.slot(), next.get(), beacon.network(), allowed.get())) {
      return term.isStillOurs();
    }
    if (outcomeSupply.runsLow(latest)) {
      aside.execute(() -> replenish(latest));
    }
    return true;
  }

  private boolean isClockRight(LeadershipTerm term) {
    ClockSkew.Bounds offset = skew.bounds();
    if (!offset.isOff()) {
      return true;
    }
    alarm.count(
        CLOCK_METRIC,
        Map.of(
            "moreThanMs", Long.toString(offset.leastMs()),
            "atMostMs", Long.toString(offset.mostMs())));
    term.leave();
    return false;
  }

  private void replenish(Optional<Opened> latest) {
    try {
      outcomeSupply.replenish(latest);
    } catch (RuntimeException failure) {
      Log.failure("hash_chain_not_replenished", failure, Map.of());
    }
  }
}
