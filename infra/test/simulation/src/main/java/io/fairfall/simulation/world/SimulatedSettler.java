package io.fairfall.simulation.world;

import io.fairfall.crash.GameEvents;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.Round;
import io.fairfall.crash.RoundEvent.Crashed;
import io.fairfall.crash.RoundEvent.Voided;
import io.fairfall.crash.bets.DueSettlements;
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.StoreUnavailableException;
import java.util.List;
import java.util.Optional;

/**
 * Writes the ends of rounds into accounts: at once where the stream tells of them, and in a sweep
 * later for what the stream lost.
 */
final class SimulatedSettler extends SimulatedStreamConsumer {
  private static final int SWEEP_EVERY_MS = 20_000;

  private final Journals events;
  private final AccountSettler accounts;
  private GameJournal game;
  private long nextRoundId = 1;
  private long sweepsAtMs;

  SimulatedSettler(SimulatedWorld world, Stream stream) {
    super(world, stream);
    this.events = world.eventJournals();
    this.accounts = new AccountSettler(world);
    this.game = Shrunk.game(world);
    this.sweepsAtMs = world.scheduler().millis() + SWEEP_EVERY_MS;
  }

  /** Whether an entry of the events' table is news for the settler. */
  static boolean follows(Entry entry) {
    return RoundFacts.roundOf(entry.journal()).isPresent() || isEnd(entry);
  }

  @Override
  boolean follow(List<Entry> batch) {
    for (Entry entry : batch) {
      long roundId = RoundFacts.roundOf(entry.journal()).orElseGet(() -> GameEvents.roundId(entry));
      Optional<Round> round = game.round(roundId).filter(Round::isOver);
      if (round.isPresent()) {
        List<PublicBetEvent> facts =
            isEnd(entry) ? RoundFacts.all(events, roundId) : RoundFacts.read(entry);
        accounts.settle(DueSettlements.players(round.get(), facts, world.scheduler().millis()));
      }
    }
    return true;
  }

  @Override
  void restart() {
    game = Shrunk.game(world);
  }

  @Override
  void idle() {
    accounts.settleSomebody();
    if (world.scheduler().millis() >= sweepsAtMs) {
      sweepsAtMs = world.scheduler().millis() + SWEEP_EVERY_MS;
      world.accountStream().redrive();
      world.eventStream().redrive();
      try {
        sweep();
      } catch (StoreUnavailableException | Stopped unanswered) {
        restart();
      }
    }
  }

  /** Looks at every round that is a minute old, and at every account that failed before. */
  void sweep() {
    accounts.settleFailed();
    Optional<Round> round = game.round(nextRoundId).filter(this::isDue);
    while (round.isPresent()) {
      accounts.settle(
          DueSettlements.players(
              round.get(), RoundFacts.all(events, nextRoundId), world.scheduler().millis()));
      nextRoundId = round.get().version() + 1;
      round = game.round(nextRoundId).filter(this::isDue);
    }
  }

  private boolean isDue(Round round) {
    return round.isOver() && world.scheduler().millis() >= DueSettlements.everyoneAtMs(round);
  }

  private static boolean isEnd(Entry entry) {
    return entry.journal().equals(GameJournal.NAME)
        && (entry.type().equals(Crashed.TYPE) || entry.type().equals(Voided.TYPE));
  }
}
