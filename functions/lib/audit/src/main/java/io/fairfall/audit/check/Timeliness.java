package io.fairfall.audit.check;

import io.fairfall.crash.GameJournal;
import io.fairfall.crash.RoundEvent.Opened;
import io.fairfall.crash.bets.AccountBets;
import io.fairfall.journal.Entry;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.AccountEntry.Kind;
import java.util.Optional;

/**
 * Whether an entry was written while what it was decided on still held. The rules cannot say it:
 * they are given the versions that the entry names, and by these it is right for ever. What tells
 * is the writer's clock.
 */
public final class Timeliness {
  /** From the decision to the write. */
  private static final long WRITER_DELAY_MS = 1_000;

  private final GameJournal game;
  private final SettingsHistory settings;

  public Timeliness(GameJournal game, SettingsHistory settings) {
    this.game = game;
    this.settings = settings;
  }

  /** What is wrong with the instant of an entry, nothing if it was in time. */
  public Optional<String> fault(Entry entry, AccountEntry read) {
    boolean canBePaused = read.kind() == Kind.BET || read.kind() == Kind.WITHDRAWAL;
    if (canBePaused && settings.isOutOfDate(read.settingsVersion(), entry.atMs())) {
      return Optional.of(
          "was taken on settings "
              + read.settingsVersion()
              + ", which had been changed long before");
    }
    return AccountBets.placed(read)
        .flatMap(bet -> game.round(bet.roundId()))
        .map(round -> round.opened())
        .filter(opened -> isLate(entry.atMs(), opened))
        .map(opened -> "was written at %d, after betting had closed".formatted(entry.atMs()));
  }

  private static boolean isLate(long atMs, Opened opened) {
    return atMs >= opened.closesAt() + WRITER_DELAY_MS || atMs >= opened.startsAt();
  }
}
