package io.fairfall.treasury;

import io.fairfall.crash.GameJournal;
import io.fairfall.crash.RoundEvent;
import io.fairfall.crash.RoundSecret;
import io.fairfall.crash.bets.AccountProjector;
import io.fairfall.crash.bets.Cashout;
import io.fairfall.crash.bets.CrashGame;
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.Append;
import io.fairfall.journal.AppendLoop;
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
import io.fairfall.settings.SettingsJournal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** Players of a seed on rounds of a seed, and a projector that forgets and repeats. */
final class TreasuryFixture implements InstantSource {
  static final List<String> PLAYERS = List.of("0xa", "0xb", "0xc", "0xd");

  private static final MacKeys KEYS = new MacKeys(List.of(new MacKey(1, 0, "k".repeat(32))));

  final Journals events = new MemoryJournals();
  final Journals accountJournals = new MemoryJournals();
  final HouseJournal house;
  final GameJournal game = new GameJournal(events);
  private final Accounts accounts;
  private final Map<Long, RoundSecret> secrets = new HashMap<>();
  private final Map<String, Long> projected = new HashMap<>();
  private final Random random;
  private long nowMs = 1_800_000_000_000L;
  private long gameVersion;

  TreasuryFixture(long seed) {
    random = new Random(seed);
    house = new HouseJournal(events, this, AppendLoop.inRealTime());
    accounts =
        new Accounts(
            new LedgerPorts(
                accountJournals,
                new CrashGame(game, round -> Optional.ofNullable(secrets.get(round))),
                new SettingsJournal(events, this),
                () -> KEYS),
            this,
            () -> random);
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(nowMs);
  }

  /** One round from its opening to its end, with whatever happens on the way. */
  long round() {
    long id = open();
    List<Bet> bets = placeBets(id);
    if (random.nextInt(8) == 0) {
      nowMs += 20_000;
      tell(new RoundEvent.Voided("0".repeat(64), "late"));
      return id;
    }
    fly(id, bets);
    return id;
  }

  void settle() {
    PLAYERS.forEach(accounts::settle);
  }

  void post(long round) {
    house.post(round, takings -> true);
  }

  /** Tells of some entries, now and then of some that were told before. */
  void project() {
    for (String player : PLAYERS) {
      long from = projected.getOrDefault(player, 0L) + 1;
      long again = Math.max(1, from - random.nextInt(4));
      List<Entry> entries =
          accountJournals.range(Accounts.journalOf(player), again, from + random.nextInt(5));
      List<Entry> told = new ArrayList<>(entries);
      java.util.Collections.shuffle(told, random);
      told.forEach(this::tell);
      if (!entries.isEmpty()) {
        projected.put(player, Math.max(from - 1, entries.getLast().version()));
      }
    }
  }

  List<Entry> entries(String player) {
    List<Entry> all = new ArrayList<>();
    for (List<Entry> page = page(player, 1); !page.isEmpty(); page = page(player, all.size() + 1)) {
      all.addAll(page);
    }
    return all;
  }

  boolean isAllTold() {
    return PLAYERS.stream()
        .allMatch(player -> accounts.read(player).version() == projected.getOrDefault(player, 0L));
  }

  private record Bet(String player, long id) {}

  private long open() {
    long id = gameVersion + 1;
    secrets.put(id, new RoundSecret("%064x".formatted(id), new Multiplier(crashPoint())));
    tell(
        new RoundEvent.Opened(
            "c",
            id,
            "0".repeat(64),
            nowMs,
            nowMs + 6_000,
            nowMs + 7_000,
            Wei.of(1),
            Wei.of(1_000),
            Wei.of(5_000),
            1));
    return id;
  }

  private long crashPoint() {
    return random.nextInt(5) == 0 ? 100 : 101 + random.nextInt(500);
  }

  private List<Bet> placeBets(long round) {
    List<Bet> bets = new ArrayList<>();
    for (String player : PLAYERS) {
      for (int seat = 1; seat <= random.nextInt(3); seat++) {
        fund(player);
        Multiplier auto = random.nextInt(3) == 0 ? new Multiplier(101 + random.nextInt(300)) : null;
        io.fairfall.crash.bets.Bet bet =
            new io.fairfall.crash.bets.Bet(
                id(player),
                round,
                seat,
                Wei.of(1 + random.nextInt(1_000)),
                auto,
                OptionalLong.empty(),
                nowMs);
        if (accounts.play(player, bet, true) instanceof io.fairfall.ledger.Answer.Ok ok) {
          bets.add(new Bet(player, ok.entry().version()));
        }
      }
    }
    return bets;
  }

  private void fly(long round, List<Bet> bets) {
    nowMs += 7_000;
    tell(new RoundEvent.Started(nowMs));
    long startsAt = nowMs;
    RoundEvent.Crashed crash =
        Optional.ofNullable(secrets.get(round)).orElseThrow().reveal(startsAt).announcement();
    for (Bet bet : bets) {
      if (random.nextInt(4) == 0) {
        long stampMs = startsAt + random.nextInt((int) (crash.crashedAt() - startsAt) + 1);
        accounts.play(bet.player(), new Cashout(bet.id(), stampMs), true);
      }
    }
    nowMs = crash.crashedAt() + 100;
    tell(crash);
    for (Bet bet : bets) {
      if (random.nextInt(4) == 0) {
        if (random.nextBoolean()) {
          accounts.settle(bet.player());
        }
        // in time, and processed after the end: closed as lost meanwhile, it is corrected
        long stampMs = startsAt + random.nextInt((int) (crash.crashedAt() - startsAt) + 1);
        accounts.play(bet.player(), new Cashout(bet.id(), stampMs), true);
      }
    }
    nowMs += 3_000;
  }

  private void fund(String player) {
    accounts.adjust(
        player,
        new Operation.Adjustment(id(player), BigInteger.valueOf(1_000), "play", "test"),
        true);
  }

  private OperationId id(String player) {
    return OperationId.parse(
            accounts.read(player).version() + ".r%010d".formatted(random.nextInt(1_000_000_000)))
        .orElseThrow();
  }

  private void tell(Entry accountEntry) {
    for (AccountProjector.InRound fact : AccountProjector.of(accountEntry)) {
      String journal = RoundFacts.journalOf(fact.roundId());
      long slot = events.head(journal).map(Entry::version).orElse(0L) + 1;
      List<PublicBetEvent> facts = List.of(fact.fact());
      events.append(RoundFacts.write(fact.roundId(), slot, facts, nowMs));
    }
  }

  private void tell(RoundEvent event) {
    gameVersion++;
    if (!(game.append(gameVersion, event, nowMs) instanceof Append.Written)) {
      throw new AssertionError("the test conducts alone");
    }
  }

  private List<Entry> page(String player, long from) {
    return accountJournals.range(Accounts.journalOf(player), from, Long.MAX_VALUE);
  }
}
