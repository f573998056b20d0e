package io.fairfall.treasury;

import io.fairfall.crash.GameJournal;
import io.fairfall.crash.Round;
import io.fairfall.journal.Entry;
import io.fairfall.money.Wei;
import io.fairfall.settings.Settings;
import io.fairfall.settings.SettingsJournal;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How much of the bankroll nothing is at stake on: the bankroll at the worst, less what one round
 * may cost. A round that is being opened while somebody takes ether out has its terms from the
 * bankroll before; that is why a round's share stays even if none is open.
 *
 * <p>Nothing is kept back once betting has been paused for long enough that every instance knows,
 * and the last round is over: then no bet can come.
 */
public final class Withdrawable {
  /** From a pause on until no instance takes a bet on older settings, with room for clocks. */
  public static final long PAUSED_FOR_MS = 10 * SettingsJournal.FRESH_MS;

  private final Supplier<ExposureReading> exposure;
  private final SettingsJournal settings;
  private final GameJournal game;
  private final InstantSource clock;

  /**
   * @param exposure what is not posted yet at its worst, read now
   */
  public Withdrawable(
      Supplier<ExposureReading> exposure,
      SettingsJournal settings,
      GameJournal game,
      InstantSource clock) {
    this.exposure = exposure;
    this.settings = settings;
    this.game = game;
    this.clock = clock;
  }

  /** What may be taken now. */
  public FreeBankroll free() {
    // in this order: a round that is over by now has its bets in the exposure
    Optional<Round> newest = game.latest();
    boolean isClosed = newest.map(Round::isOver).orElse(true) && isPausedForLong();
    Settings current = settings.current(0, true).settings();
    return switch (exposure.get()) {
      case ExposureReading.Unknown(String why) -> new FreeBankroll.Unknown(why);
      case ExposureReading.Known(Exposure known) ->
          new FreeBankroll.Known(
              known, isClosed ? BigInteger.ZERO : reserve(current, known, newest));
    };
  }

  /** What one round may cost, of the bankroll as it is or as the round that is played found it. */
  private static BigInteger reserve(Settings current, Exposure known, Optional<Round> newest) {
    BigInteger played =
        newest
            .filter(round -> !round.isOver())
            .flatMap(round -> Optional.ofNullable(round.opened().bankroll()))
            .map(Wei::value)
            .orElse(BigInteger.ZERO);
    return current.maxRoundLossOf(known.bankrollAtWorst().max(played));
  }

  private boolean isPausedForLong() {
    return settings.latest(Long.MAX_VALUE, 1).stream()
        .findFirst()
        .filter(newest -> SettingsJournal.settings(newest).bettingPaused())
        .map(Entry::atMs)
        .filter(sinceMs -> clock.millis() - sinceMs >= PAUSED_FOR_MS)
        .isPresent();
  }
}
