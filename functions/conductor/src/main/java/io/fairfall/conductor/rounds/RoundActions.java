package io.fairfall.conductor.rounds;

import io.fairfall.conductor.fairness.NextGame;
import io.fairfall.crash.CrashDisclosure;
import io.fairfall.crash.CrashPoint;
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
 * <p>The outcome of a round is stored before the round is opened, so that whoever finds the round
 * can end it. It is never computed anew for a slot that has another: the journals before a slot
 * determine the game that is played in it.
 */
public final class RoundActions {
  private static final String MISSED_START = "the start was missed";

  private final GameJournal game;
  private final RoundSecrets secrets;
  private final Announcer announcer;
  private final RoundTiming timing;
  private final InstantSource clock;

  public RoundActions(
      GameJournal game,
      RoundSecrets secrets,
      Announcer announcer,
      RoundTiming timing,
      InstantSource clock) {
    this.game = game;
    this.secrets = secrets;
    this.announcer = announcer;
    this.timing = timing;
    this.clock = clock;
  }

  /** Opens a round on a game. Whether it was us; otherwise the slot was taken. */
  boolean open(long slot, NextGame next, OpeningTerms terms) {
    BetBounds bounds = terms.bounds();
    String gameHash = next.gameHash();
    secrets.prepare(slot, gameHash, CrashPoint.of(gameHash, next.salt()));
    long opensAt = clock.millis();
    long closesAt = opensAt + timing.bettingMs();
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
            terms.bankroll()));
  }

  /** Starts a flight, with the multiplier at which it pays everybody, if it has one. */
  boolean start(Round round, Optional<RoundEvent.Force> force) {
    return append(
        round.id() + 1, new RoundEvent.Started(round.opened().startsAt(), force.orElse(null)));
  }

  /** Voids a round and burns its link, so that a void is never a second throw of the dice. */
  boolean voidRound(Round round) {
    return append(round.id() + 1, new RoundEvent.Voided(secret(round).revealHash(), MISSED_START));
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
    RoundEvent.Crashed end = secret(round).reveal(round.opened().startsAt()).announcement();
    return new RoundEvent.Crashed(
        end.crash(), end.crashedAt(), end.gameHash(), CrashDisclosure.TOLD_AFTER_MS);
  }

  private RoundSecret secret(Round round) {
    return secrets
        .read(round.id())
        .orElseThrow(() -> new IllegalStateException("round " + round.id() + " has no outcome"));
  }

  private boolean append(long slot, RoundEvent event) {
    return switch (game.append(slot, event, clock.millis())) {
      case Append.Written written -> {
        announcer.announce(written.entry());
        yield true;
      }
      case Append.SlotTaken taken -> false;
      case Append.Contended contended -> false;
    };
  }
}
