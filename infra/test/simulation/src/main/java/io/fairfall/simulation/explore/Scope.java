package io.fairfall.simulation.explore;

import io.fairfall.crash.GameJournal;
import io.fairfall.crash.RoundEvent;
import io.fairfall.crash.RoundSecret;
import io.fairfall.crash.bets.AccountProjector;
import io.fairfall.crash.bets.CrashGame;
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacMismatchException;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.json.JsonCodec;
import io.fairfall.ledger.AccountContendedException;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.LedgerPorts;
import io.fairfall.money.Multiplier;
import io.fairfall.settings.SettingsJournal;
import io.fairfall.simulation.history.Call;
import io.fairfall.simulation.history.PlayedGame;
import io.fairfall.simulation.history.RunHistory;
import io.fairfall.simulation.history.Sizes;
import io.fairfall.simulation.history.Slot;
import io.fairfall.simulation.world.Keys;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A small world to explore.
 *
 * @param before what is stored when it begins
 * @param earlier requests that were made before it begins
 * @param steps of the game, one after the other
 * @param faults how many things may go wrong
 * @param forged entries among those before that somebody else wrote, under a seal of another
 */
record Scope(
    String name,
    List<Entry> before,
    List<Call> earlier,
    List<Step> steps,
    int faults,
    List<ClientScript> scripts,
    List<Entry> forged) {
  /** Every round of every scope crashes here. */
  static final RoundSecret SECRET = new RoundSecret("0".repeat(64), new Multiplier(110));

  Scope(
      String name,
      List<Entry> before,
      List<Call> earlier,
      List<Step> steps,
      int faults,
      List<ClientScript> scripts) {
    this(name, before, earlier, steps, faults, scripts, List.of());
  }

  /**
   * A step of the game.
   *
   * @param nowMs the time from then on
   * @param event what is announced with it, if anything
   */
  record Step(long nowMs, Optional<RoundEvent> event) {}

  State start() {
    Local.InternedPoints points = new Local.InternedPoints();
    Store store = enter(new Store.InternedStores().of(before), 0);
    return new State(
        store,
        0,
        faults,
        List.of(),
        scripts.stream().map(script -> Local.start(script, points)).toList());
  }

  /** The store when a step of the game has come. */
  Store enter(Store store, int step) {
    Optional<RoundEvent> event = steps.get(step).event();
    if (event.isEmpty()) {
      return store;
    }
    long version = store.seen("").game() + 1;
    Entry entry =
        new Entry(
            GameJournal.NAME,
            version,
            event.get().type(),
            steps.get(step).nowMs(),
            JsonCodec.write(event.get()));
    return store.perform(new Ask.Put(Ask.Journal.EVENTS, List.of(entry))).after();
  }

  /** Whether a handler has to fail like this: it must not build on what is forged. */
  boolean hasToFail(String failure) {
    return !forged.isEmpty() && failure.startsWith(MacMismatchException.class.getName());
  }

  /**
   * What is left of a run, after the settler and the projector have done their part and everything
   * was asked once more; what is forged is left out, so that a gap shows what was built on it.
   *
   * @throws AccountContendedException if something asked once more has no answer although nothing
   *     goes wrong
   */
  RunHistory history(State state) {
    RunHistory history = new RunHistory(Sizes.PRODUCTION, PlayedGame.CRASH);
    MemoryJournals journals = new MemoryJournals();
    state.store().entries().stream()
        .filter(entry -> !forged.contains(entry))
        .forEach(journals::append);
    Accounts accounts = accounts(journals, steps.getLast().nowMs());
    List<String> players = scripts.stream().map(ClientScript::player).distinct().toList();
    players.forEach(accounts::settle);
    List<Entry> all = new ArrayList<>(entries(state, journals, players));
    Map<Long, List<PublicBetEvent>> facts = new HashMap<>();
    for (Entry entry : all) {
      if (Accounts.playerOf(entry.journal()).isPresent()) {
        for (AccountProjector.InRound fact : AccountProjector.of(entry)) {
          facts.computeIfAbsent(fact.roundId(), id -> new ArrayList<>()).add(fact.fact());
        }
      }
    }
    facts.forEach((round, told) -> all.add(RoundFacts.write(round, 1, told, 0)));
    all.stream().map(Scope::slot).forEach(history.landed()::add);
    history.stored().addAll(history.landed());
    history.calls().addAll(earlier);
    for (Local process : state.processes()) {
      history.calls().addAll(process.calls());
      for (Call call : process.calls()) {
        Actor.answer(accounts, call.asked(), false, steps.getLast().nowMs());
      }
    }
    return history;
  }

  /** A ledger without faults at one instant. */
  static Accounts accounts(Journals journals, long nowMs) {
    InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(nowMs));
    return new Accounts(
        new LedgerPorts(
            journals,
            new CrashGame(new GameJournal(journals), round -> Optional.of(SECRET)),
            new SettingsJournal(journals, clock),
            () -> Keys.ALL),
        clock,
        () -> new SplittableRandom(1),
        ms -> {});
  }

  private static List<Entry> entries(State state, Journals journals, List<String> players) {
    List<Entry> all = new ArrayList<>();
    for (Entry entry : state.store().entries()) {
      if (Accounts.playerOf(entry.journal()).isEmpty()) {
        all.add(entry);
      }
    }
    for (String player : players) {
      all.addAll(journals.range(Accounts.journalOf(player), 1, Long.MAX_VALUE));
    }
    return all;
  }

  private static Slot slot(Entry entry) {
    return new Slot(
        entry.journal(), entry.version(), entry.type(), entry.atMs(), entry.body(), entry.seal());
  }
}
