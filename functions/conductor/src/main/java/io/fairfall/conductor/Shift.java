package io.fairfall.conductor;

import io.fairfall.edge.Log;
import io.fairfall.game.GameJournal;
import io.fairfall.game.Round;
import io.fairfall.game.RoundEvent.Force;
import io.fairfall.game.RoundEvent.Opened;
import io.fairfall.journal.StoreUnavailable;
import io.fairfall.resilience.Backoff;
import io.fairfall.settings.Bounds;
import io.fairfall.settings.SettingsJournal;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * One invocation of the conductor: from taking office to leaving it.
 *
 * <p>Everything it does is decided afresh from the newest round, so it does not matter who wrote
 * that, or what became of them: a round that flies is ended at its instant, one that missed its
 * start is voided, one that is over is followed by the next.
 */
final class Shift {
  private static final int MAX_FAILURES_IN_A_ROW = 10;

  /** After failures in a row. One conductor waits alone, so for the whole of it. */
  private static final Backoff.Delays FAILURE_DELAYS = new Backoff.Delays(200, 2_000);

  private static final long MAX_SALT_WAIT_MS = 60_000;
  private static final long SALT_POLL_MS = 500;

  /** The time in which a round's bets are read before it starts. */
  private static final long FORCE_LEAD_MS = 400;

  private final Office office;
  private final GameJournal game;
  private final Rounds rounds;
  private final RoundBounds bounds;
  private final Fairness fairness;
  private final StoreClock storeClock;
  private final Executor aside;
  private final Terms terms;
  private final InstantSource clock;

  Shift(
      Office office,
      GameJournal game,
      Rounds rounds,
      RoundBounds bounds,
      Fairness fairness,
      StoreClock storeClock,
      Executor aside,
      Terms terms,
      InstantSource clock) {
    this.office = office;
    this.game = game;
    this.rounds = rounds;
    this.bounds = bounds;
    this.fairness = fairness;
    this.storeClock = storeClock;
    this.aside = aside;
    this.terms = terms;
    this.clock = clock;
  }

  /**
   * Conducts rounds until there is a successor, nobody to conduct for, or no time left.
   *
   * @param endsAtMs when the function is stopped
   */
  void run(long endsAtMs) throws InterruptedException {
    Optional<Tenure> taken = office.take(endsAtMs, terms.longRoundMs());
    if (taken.isEmpty()) {
      return;
    }
    Tenure tenure = taken.get();
    try {
      conduct(tenure);
    } catch (InterruptedException stopped) {
      tenure.leave();
      throw stopped;
    }
  }

  private void conduct(Tenure tenure) throws InterruptedException {
    int failures = 0;
    while (true) {
      try {
        if (!step(tenure)) {
          return;
        }
        failures = 0;
      } catch (StoreUnavailable failure) {
        if (++failures > MAX_FAILURES_IN_A_ROW) {
          throw failure;
        }
        Log.failure("step_failed", failure, Map.of("failuresInARow", failures));
        if (!tenure.holdUntil(clock.millis() + FAILURE_DELAYS.boundMs(failures))) {
          return;
        }
      }
    }
  }

  /** One step. Whether there is another for us. */
  private boolean step(Tenure tenure) throws InterruptedException {
    return switch (NextStep.of(game.latest(), clock.millis(), terms.pauseMs())) {
      case NextStep.Open open -> open(tenure, open);
      case NextStep.Start start -> start(tenure, start);
      case NextStep.Abandon(Round round) -> rounds.abandon(round) || tenure.isStillOurs();
      case NextStep.Land(Round round) ->
          tenure.holdUntil(rounds.landingAtMs(round))
              && (rounds.land(round) || tenure.isStillOurs());
    };
  }

  private boolean start(Tenure tenure, NextStep.Start start) throws InterruptedException {
    Opened opened = start.round().opened();
    if (!tenure.holdUntil(Math.max(opened.closesAt(), start.dueAtMs() - FORCE_LEAD_MS))) {
      return false;
    }
    CompletableFuture<Optional<Force>> force =
        CompletableFuture.supplyAsync(() -> bounds.force(start.round()), aside);
    if (!tenure.holdUntil(start.dueAtMs())) {
      return false;
    }
    long startsAt = opened.startsAt();
    if (clock.millis() > startsAt + NextStep.MAX_START_DELAY_MS) {
      return true; // we overslept: the next step sees that
    }
    return rounds.start(start.round(), inTime(force)) || tenure.isStillOurs();
  }

  /** A soft bound never holds up a start: what is not known by now is none. */
  private static Optional<Force> inTime(CompletableFuture<Optional<Force>> force) {
    if (force.isDone() && !force.isCompletedExceptionally()) {
      return force.join();
    }
    Log.warn("force_point_unknown", Map.of("failed", force.isCompletedExceptionally()));
    return Optional.empty();
  }

  private boolean open(Tenure tenure, NextStep.Open open) throws InterruptedException {
    if (!tenure.mayGoOn(terms.longRoundMs()) || !isClockRight(tenure)) {
      return false;
    }
    Optional<Opened> latest = open.previous().map(Round::opened);
    Optional<NextGame> next = fairness.next(latest);
    if (next.isEmpty()) {
      return awaitSalt(tenure, latest);
    }
    if (!office.isAnybodyThere() && office.rest()) {
      return false;
    }
    if (!tenure.holdUntil(open.dueAtMs())) {
      return false;
    }
    Optional<Bounds> allowed = bounds.now();
    if (allowed.isEmpty()) { // betting was paused: open once everybody knows it
      return tenure.holdUntil(clock.millis() + SettingsJournal.FRESH_MS);
    }
    if (!rounds.open(open.slot(), next.get(), allowed.get())) {
      return tenure.isStillOurs();
    }
    if (fairness.runsLow(latest)) {
      aside.execute(() -> replenish(latest));
    }
    return true;
  }

  private boolean isClockRight(Tenure tenure) {
    StoreClock.Bounds offset = storeClock.bounds();
    if (!offset.isOff()) {
      return true;
    }
    Log.warn("clock_is_off", Map.of("moreThanMs", offset.leastMs(), "atMostMs", offset.mostMs()));
    tenure.leave();
    return false;
  }

  /** Waits until a chain is salted, for a while; whether it is worth another step. */
  private boolean awaitSalt(Tenure tenure, Optional<Opened> latest) throws InterruptedException {
    long giveUpAtMs = clock.millis() + MAX_SALT_WAIT_MS;
    Supply said = new Supply.Enough();
    while (clock.millis() < giveUpAtMs) {
      Supply supply = fairness.replenish(latest);
      if (!supply.equals(said)) {
        log(supply);
        said = supply;
      }
      if (fairness.next(latest).isPresent()) {
        return true;
      }
      if (!tenure.holdUntil(clock.millis() + SALT_POLL_MS)) {
        return false;
      }
    }
    tenure.leave();
    return false;
  }

  private void replenish(Optional<Opened> latest) {
    try {
      log(fairness.replenish(latest));
    } catch (RuntimeException failure) {
      Log.failure("chain_not_replenished", failure, Map.of());
    }
  }

  private static void log(Supply supply) {
    switch (supply) {
      case Supply.Enough() -> {}
      case Supply.AwaitsBlock(long block) -> Log.info("chain_awaits_salt", Map.of("block", block));
      case Supply.NodeFailed(String reason) -> Log.warn("node_failed", Map.of("reason", reason));
    }
  }
}
