package io.fairfall.simulation.check;

import io.fairfall.crash.GameJournal;
import io.fairfall.crash.GameView;
import io.fairfall.crash.Round;
import io.fairfall.crash.RoundEvent;
import io.fairfall.crash.bets.CrashGame;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.Entry;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.ledger.Bounds;
import io.fairfall.ledger.LedgerPorts;
import io.fairfall.settings.SettingsJournal;
import io.fairfall.simulation.dice.DiceGame;
import io.fairfall.simulation.history.PlayedGame;
import io.fairfall.simulation.history.RunHistory;
import io.fairfall.simulation.history.Slot;
import io.fairfall.simulation.world.Keys;
import io.fairfall.simulation.world.Shrunk;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The entries of a run by journal, and the game that was played. */
final class Past {
  private final Map<String, NavigableMap<Long, Entry>> journals = new HashMap<>();
  private final Map<Long, Round> rounds = new HashMap<>();
  private final MemoryJournals all = new MemoryJournals();
  private final LedgerPorts ports;
  private final Bounds bounds;
  private final String gameJournal;

  Past(RunHistory history) {
    bounds = Shrunk.bounds(history.sizes(), history::reached);
    for (Slot slot : history.stored()) {
      Entry entry = entry(slot);
      journals.computeIfAbsent(slot.journal(), name -> new TreeMap<>()).put(slot.version(), entry);
      all.append(entry);
    }
    GameJournal game = new GameJournal(all);
    boolean isCrash = history.game() == PlayedGame.CRASH;
    gameJournal = isCrash ? GameJournal.NAME : DiceGame.JOURNAL;
    ports =
        new LedgerPorts(
            all,
            isCrash ? new CrashGame(game) : new DiceGame(all),
            new SettingsJournal(all, InstantSource.system()),
            () -> Keys.ALL);
    for (Entry entry : journal(GameJournal.NAME).values()) {
      if (entry.type().equals(RoundEvent.Opened.TYPE)) {
        rounds.put(entry.version(), game.round(entry.version()).orElseThrow());
      }
    }
  }

  static Entry entry(Slot slot) {
    return new Entry(
        slot.journal(), slot.version(), slot.type(), slot.atMs(), slot.body(), slot.seal());
  }

  /** The journals, for the ledger's own replay. */
  LedgerPorts sources() {
    return ports;
  }

  /** The bounds of the run, for the same. */
  Bounds bounds() {
    return bounds;
  }

  /** The version of the game, as its journal has it in the end. */
  long gameVersion() {
    return journal(gameJournal).size();
  }

  Collection<String> journals() {
    return journals.keySet();
  }

  NavigableMap<Long, Entry> journal(String name) {
    return journals.getOrDefault(name, new TreeMap<>());
  }

  Optional<Round> round(long id) {
    return Optional.ofNullable(rounds.get(id));
  }

  Collection<Round> rounds() {
    return rounds.values();
  }

  /** The game as it stood at a version, with certain rounds in it. */
  GameView view(long version, List<Long> ids) {
    Map<Long, Round> known = new HashMap<>();
    for (long id : ids) {
      Round round = rounds.get(id);
      if (round != null && id <= version) {
        known.put(id, round.asOf(version));
      }
    }
    return new GameView(version, known);
  }

  /** Whether a journal holds facts of a round. */
  static boolean holdsFacts(String journal) {
    return RoundFacts.roundOf(journal).isPresent();
  }
}
