package io.fairfall.realtime;

import io.fairfall.crash.GameJournal;
import io.fairfall.crash.Round;
import io.fairfall.crash.RoundEvent;
import io.fairfall.crash.RoundSecret;
import io.fairfall.crash.bets.AccountProjector;
import io.fairfall.crash.bets.Bet;
import io.fairfall.crash.bets.CrashGame;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacKey;
import io.fairfall.journal.MacKeys;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.LedgerPorts;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.OperationId;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import io.fairfall.realtime.snapshots.LastCrashes;
import io.fairfall.settings.SettingsJournal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * The house of the model: the ledger's and the game's real code on journals in memory. It is moved
 * on step by step, and can be restored to an earlier instant.
 */
final class ModelHouse {
  private static final MacKeys KEYS = new MacKeys(List.of(new MacKey(1, 0, "k".repeat(32))));
  private static final int MAX_ENTRIES = 2_000;

  private final SplittableRandom random;
  private final InstantSource clock;
  private final Consumer<Entry> stream;
  private final Map<Long, RoundSecret> secrets = new HashMap<>();
  private final Set<String> names = new LinkedHashSet<>();
  private MemoryJournals accountEntries = new MemoryJournals();
  private MemoryJournals events = new MemoryJournals();
  private GameJournal game = new GameJournal(events);
  private Accounts accounts;
  private int restores;

  /**
   * @param stream takes every entry as it is appended
   */
  ModelHouse(SplittableRandom random, InstantSource clock, Consumer<Entry> stream) {
    this.random = random;
    this.clock = clock;
    this.stream = stream;
    this.accounts = accounts();
  }

  Journals accountJournals() {
    return accountEntries;
  }

  Journals events() {
    return events;
  }

  String table() {
    return "events-" + restores;
  }

  /** The game's next step, whatever it is. */
  void conduct() {
    Optional<Round> latest = game.latest();
    if (latest.isEmpty() || latest.get().isOver()) {
      open(latest.map(Round::version).orElse(0L) + 1);
      return;
    }
    Round round = latest.get();
    if (!round.isStarted()) {
      tell(
          round.version() + 1,
          random.nextInt(10) == 0
              ? new RoundEvent.Voided("%064x".formatted(round.id()), "nobody started it")
              : new RoundEvent.Started(round.opened().startsAt()));
      return;
    }
    RoundSecret secret = secrets.get(round.id());
    if (secret == null) {
      throw new IllegalStateException("a round that flies has a secret");
    }
    tell(round.version() + 1, secret.reveal(round.opened().startsAt()).announcement());
  }

  private void open(long id) {
    secrets.put(
        id, new RoundSecret("%064x".formatted(id), new Multiplier(101 + random.nextInt(900))));
    long now = clock.millis();
    tell(
        id,
        new RoundEvent.Opened(
            "c1",
            id,
            "%064x".formatted(id + 1),
            now,
            now + 6_000,
            now + 7_000,
            Wei.of(1),
            Wei.ofEther(10),
            Wei.ofEther(100),
            1));
  }

  private void tell(long version, RoundEvent event) {
    game.append(version, event, clock.millis());
    told(events, GameJournal.NAME, version - 1);
  }

  /**
   * A player does something: a deposit of play money, a bet or a cashout. Some of it is refused.
   */
  void play(String player) {
    long before = accounts.read(player).version();
    OperationId id =
        OperationId.parse(before + ".r%010d".formatted(random.nextInt(1_000_000_000)))
            .orElseThrow();
    Optional<Round> round = game.latest();
    if (before == 0 || random.nextInt(8) == 0) {
      Operation.Adjustment gift =
          new Operation.Adjustment(id, Wei.ofEther(1).value(), "play ether", "test");
      accounts.adjust(player, gift, true);
    } else if (round.isPresent()) {
      Wei stake = Wei.of(1 + random.nextInt(1_000));
      accounts.play(
          player,
          new Bet(
              id,
              round.get().id(),
              1 + random.nextInt(2),
              stake,
              null,
              OptionalLong.empty(),
              clock.millis()),
          true);
    }
    for (Entry entry : told(accountEntries, Accounts.journalOf(player), before)) {
      AccountProjector.of(entry).forEach(this::project);
    }
  }

  /** The projector tells of each fact at least once. */
  private void project(AccountProjector.InRound fact) {
    int times = random.nextInt(8) == 0 ? 2 : 1;
    for (int i = 0; i < times; i++) {
      String journal = RoundFacts.journalOf(fact.roundId());
      long head = events.head(journal).map(Entry::version).orElse(0L);
      events.append(
          RoundFacts.write(fact.roundId(), head + 1, List.of(fact.fact()), clock.millis()));
      told(events, journal, head);
    }
  }

  private List<Entry> told(Journals journals, String journal, long after) {
    names.add(journal);
    List<Entry> entries = journals.range(journal, after + 1, MAX_ENTRIES);
    entries.forEach(stream);
    return entries;
  }

  /** The tables are restored to an instant, under other names: what came later never was. */
  void restoreTo(long instantMs) {
    restores++;
    accountEntries = upTo(accountEntries, instantMs);
    events = upTo(events, instantMs);
    game = new GameJournal(events);
    accounts = accounts();
  }

  private MemoryJournals upTo(MemoryJournals from, long instantMs) {
    MemoryJournals kept = new MemoryJournals();
    for (String name : names) {
      for (Entry entry : from.range(name, 1, MAX_ENTRIES)) {
        if (entry.atMs() <= instantMs) {
          kept.append(entry);
        }
      }
    }
    return kept;
  }

  private Accounts accounts() {
    return new Accounts(
        new LedgerPorts(
            accountEntries,
            new CrashGame(game, round -> Optional.ofNullable(secrets.get(round))),
            new SettingsJournal(events, clock),
            () -> KEYS),
        clock,
        () -> new java.util.Random(1));
  }

  /** Rounds as they are told, for comparing: the newest round and the crashes before it. */
  List<Round> rounds() {
    return new ArrayList<>(new GameJournal(events).recent(Long.MAX_VALUE, 1 + LastCrashes.SHOWN));
  }
}
