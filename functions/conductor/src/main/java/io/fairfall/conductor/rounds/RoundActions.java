package io.fairfall.conductor.rounds;

import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.beaconclient.VerifiedBeacon;
import io.fairfall.conductor.fairness.NextGame;
import io.fairfall.crash.CrashDisclosure;
import io.fairfall.crash.Curve;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.HashChain;
import io.fairfall.crash.Round;
import io.fairfall.crash.RoundEvent;
import io.fairfall.crash.RoundSecret;
import io.fairfall.crash.RoundSecrets;
import io.fairfall.journal.Append;
import io.fairfall.settings.BetBounds;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Carries steps out: each is one entry in one slot, announced by whoever wrote it. Somebody else
 * may have been first; then nothing is said here, for they say it.
 *
 * <p>The game hash of a round is stored before the round is opened, so that whoever finds the round
 * can end it. It is never another for the same slot: the journals before a slot determine the game
 * that is played in it. The signature that the hash needs is written with the start, by which time
 * everybody can have it.
 */
public final class RoundActions {
  private static final String NOT_STARTED = "it had not started 30 s after its beacon's time";
  private static final String UNDECIDED = "no beacon decides it";

  private final GameJournal game;
  private final GameJournal starts;
  private final RoundSecrets secrets;
  private final Announcer announcer;
  private final RoundTiming timing;
  private final InstantSource clock;

  /**
   * @param starts the same journal, by a client that gives up early: a start that lands seconds
   *     late would take flight time from players who cannot see it
   */
  public RoundActions(
      GameJournal game,
      GameJournal starts,
      RoundSecrets secrets,
      Announcer announcer,
      RoundTiming timing,
      InstantSource clock) {
    this.game = game;
    this.starts = starts;
    this.secrets = secrets;
    this.announcer = announcer;
    this.timing = timing;
    this.clock = clock;
  }

  /**
   * Opens a round on a game, decided by the first beacon after its bets.
   *
   * @return whether it was us; otherwise the slot was taken
   */
  boolean open(long slot, NextGame next, BeaconNetwork network, OpeningTerms terms) {
    BetBounds bounds = terms.bounds();
    String gameHash = next.gameHash();
    secrets.prepare(slot, gameHash);
    long opensAt = clock.millis();
    long closesAt = network.closesAtFrom(opensAt + timing.bettingMs());
    return append(
        slot,
        new RoundEvent.Opened(
            next.chain().id(),
            next.game(),
            HashChain.commitmentOf(gameHash),
            opensAt,
            closesAt,
            closesAt + timing.lockMs(),
            bounds.minStake(),
            bounds.maxStake(),
            bounds.maxProfit(),
            Curve.VERSION,
            terms.bankroll(),
            RoundEvent.Beacon.of(network, network.roundFor(closesAt))));
  }

  /**
   * Starts a flight: at the instant that was announced, or where that has come too near, a moment
   * from now.
   *
   * @param force the multiplier at which it pays everybody, if it has one
   */
  boolean start(Round round, VerifiedBeacon beacon, Optional<RoundEvent.Force> force) {
    long startsAt = Math.max(round.opened().startsAt(), clock.millis() + NextAction.START_LEAD_MS);
    return append(
        starts,
        round.id() + 1,
        new RoundEvent.Started(startsAt, force.orElse(null), beacon.signature().hex()));
  }

  /** Voids a round and burns its link, so that a void is never a second throw of the dice. */
  boolean voidRound(Round round) {
    return append(
        round.id() + 1,
        new RoundEvent.Voided(
            secret(round).revealHash(), round.opened().beacon() == null ? UNDECIDED : NOT_STARTED));
  }

  /** The instant at which a flying round may be announced as crashed, by this machine's clock. */
  long landingAtMs(Round round) {
    return CrashDisclosure.toldAtMs(announcement(round).crashedAt());
  }

  /**
   * Announces the crash.
   *
   * @throws IllegalStateException if it is too early
   */
  boolean announceCrash(Round round) {
    if (clock.millis() < landingAtMs(round)) {
      throw new IllegalStateException("round " + round.id() + " still flies");
    }
    return append(round.id() + 2, announcement(round));
  }

  private RoundEvent.Crashed announcement(Round round) {
    RoundEvent.Crashed end = secret(round).reveal(round).announcement();
    return new RoundEvent.Crashed(
        end.crash(), end.crashedAt(), end.gameHash(), CrashDisclosure.TOLD_AFTER_MS);
  }

  private RoundSecret secret(Round round) {
    return secrets
        .read(round.id())
        .orElseThrow(() -> new IllegalStateException("round " + round.id() + " has no secret"));
  }

  private boolean append(long slot, RoundEvent event) {
    return append(game, slot, event);
  }

  private boolean append(GameJournal journal, long slot, RoundEvent event) {
    return switch (journal.append(slot, event, clock.millis())) {
      case Append.Written written -> {
        announcer.announce(written.entry());
        yield true;
      }
      case Append.SlotTaken taken -> false;
      case Append.Contended contended -> false;
    };
  }
}
