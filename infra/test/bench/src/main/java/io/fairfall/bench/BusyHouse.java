package io.fairfall.bench;

import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.crash.FairnessEvent;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.HashChain;
import io.fairfall.crash.RoundEvent;
import io.fairfall.crash.RoundSecret;
import io.fairfall.crash.bets.AccountProjector;
import io.fairfall.crash.bets.Bet;
import io.fairfall.crash.bets.Cashout;
import io.fairfall.crash.bets.CrashGame;
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacKeys;
import io.fairfall.journal.SealedJournals;
import io.fairfall.json.JsonCodec;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.LedgerPorts;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.OperationId;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import io.fairfall.settings.SettingsJournal;
import io.fairfall.treasury.HouseJournal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A long history of a house, played by the ledger's own code on a clock that is turned: players sit
 * down, bet in every round for a while, cash out now and then, and leave. Nothing of it stays in
 * memory but the newest entries.
 */
final class BusyHouse implements InstantSource {
  private static final int BETS_PER_PLAYER = 98;
  private static final int KEPT = 8;
  private static final int KEPT_EVENTS = 400;
  private static final String CHAIN = "bench";

  /** Its signatures are plain bytes: nobody verifies them here. */
  private static final BeaconNetwork BEACON = BeaconNetwork.development("ab".repeat(96), 0, 10);

  private static final String SIGNATURE = "5a".repeat(48);

  private final Random random;
  private final MacKeys keys;
  private final PassingJournals accountJournals;
  private final PassingJournals events;
  private final Journals sealed;
  private final Accounts accounts;
  private final HouseJournal house;
  private final GameJournal game;
  private final HashChain chain;
  private final int rounds;
  private final int playersPerRound;
  private final Map<Long, RoundSecret> secrets = new HashMap<>();
  private final Map<Long, List<PublicBetEvent>> news = new TreeMap<>();
  private long nowMs;
  private long gameVersion;

  /**
   * @param entries about so many entries of accounts
   * @param endMs the last round ends before this
   */
  BusyHouse(
      int entries,
      long seed,
      long endMs,
      MacKeys keys,
      Consumer<Entry> accountSink,
      Consumer<Entry> eventSink) {
    this(entries, seed, endMs, keys, accountSink, eventSink, KEPT);
  }

  /**
   * As above, for who looks back.
   *
   * @param kept entries of an account that stay in memory
   */
  BusyHouse(
      int entries,
      long seed,
      long endMs,
      MacKeys keys,
      Consumer<Entry> accountSink,
      Consumer<Entry> eventSink,
      int kept) {
    this(
        BETS_PER_PLAYER * 4,
        Math.max(1, entries / (BETS_PER_PLAYER + 2) / 4),
        seed,
        endMs,
        keys,
        accountSink,
        eventSink,
        kept);
  }

  private BusyHouse(
      int rounds,
      int playersPerRound,
      long seed,
      long endMs,
      MacKeys keys,
      Consumer<Entry> accountSink,
      Consumer<Entry> eventSink,
      int kept) {
    this.rounds = rounds;
    this.playersPerRound = playersPerRound;
    this.nowMs = endMs - (rounds + 10L) * 3_600_000;
    this.random = new Random(seed);
    this.keys = keys;
    this.chain = HashChain.walk("%064x".formatted(seed), rounds);
    this.accountJournals =
        new PassingJournals(
            entry -> {
              accountSink.accept(entry);
              tell(entry);
            },
            kept);
    this.events = new PassingJournals(eventSink, KEPT_EVENTS);
    this.sealed = new SealedJournals(events, () -> this.keys);
    this.game = new GameJournal(sealed);
    this.house = new HouseJournal(sealed, this, AppendLoop.inRealTime());
    this.accounts =
        new Accounts(
            new LedgerPorts(
                accountJournals,
                new CrashGame(game, round -> Optional.ofNullable(secrets.get(round))),
                new SettingsJournal(events, this),
                () -> this.keys),
            this,
            () -> random);
  }

  /**
   * One that somebody else plays, round by round.
   *
   * @param rounds the most that it has hashes for
   */
  static BusyHouse ofRounds(
      int rounds,
      long seed,
      long endMs,
      MacKeys keys,
      Consumer<Entry> accountSink,
      Consumer<Entry> eventSink) {
    return new BusyHouse(rounds, 1, seed, endMs, keys, accountSink, eventSink, KEPT);
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(nowMs);
  }

  /** Plays it all. */
  void play() {
    commit();
    long before = 0;
    for (int i = 0; i < rounds; i++) {
      long id = round(i);
      if (before > 0) {
        post(before);
      }
      before = id;
    }
    settle(rounds - 1);
    post(before);
  }

  /** Publishes the chain of game hashes, before the first round. */
  void commit() {
    fairness(1, FairnessEvent.Committed.TYPE, committed());
  }

  /** Enough for every bet of a player. */
  void deposit(String player) {
    accounts.deposit(
        player, new Operation.Deposit("deposit:1:" + player + ":N", Wei.of(100_000_000)));
  }

  Accounts accounts() {
    return accounts;
  }

  /** A ledger that remembers nothing, over the same journals. */
  Accounts another(Journals counted) {
    return new Accounts(
        new LedgerPorts(
            counted, new CrashGame(game), new SettingsJournal(events, this), () -> keys),
        this,
        () -> random);
  }

  Journals journals() {
    return accountJournals;
  }

  GameJournal game() {
    return game;
  }

  /** Lets time pass. */
  void pass(long ms) {
    nowMs += ms;
  }

  private FairnessEvent.Committed committed() {
    return FairnessEvent.Committed.of(CHAIN, chain.terminalHash(), rounds);
  }

  private long round(int number) {
    long id = open(number);
    int table = number / BETS_PER_PLAYER;
    Map<String, Long> placed = new HashMap<>();
    for (int i = 0; i < playersPerRound; i++) {
      String player = player(table, i);
      if (number % BETS_PER_PLAYER == 0) {
        deposit(player);
      }
      bet(player, id).ifPresent(bet -> placed.put(player, bet));
    }
    fly(id, placed);
    if (number % BETS_PER_PLAYER == BETS_PER_PLAYER - 1) {
      settle(number);
    }
    writeFacts();
    return id;
  }

  /** Opens the round of a number from 0 on, and tells its id. */
  long open(int number) {
    String hash = chain.gameHash(number + 1);
    long id = gameVersion + 1;
    secrets.clear();
    secrets.put(id, new RoundSecret(hash));
    long closesAt = BEACON.closesAtFrom(nowMs + 6_000);
    append(
        new RoundEvent.Opened(
            CHAIN,
            number + 1,
            HashChain.commitmentOf(hash),
            nowMs,
            closesAt,
            closesAt + 1_000,
            Wei.of(1),
            Wei.of(1_000),
            Wei.of(100_000),
            1,
            null,
            RoundEvent.Beacon.of(BEACON, BEACON.roundFor(closesAt))));
    return id;
  }

  /** Bets, and tells the version of the bet if it was taken. */
  Optional<Long> bet(String player, long round) {
    Bet bet =
        new Bet(
            id(player),
            round,
            1,
            Wei.of(1 + random.nextInt(1_000)),
            random.nextInt(3) == 0 ? new Multiplier(101 + random.nextInt(400)) : null,
            OptionalLong.empty(),
            nowMs);
    return accounts.play(player, bet, true) instanceof Answer.Ok ok
        ? Optional.of(ok.entry().version())
        : Optional.empty();
  }

  /** Flies a round; some of those who bet cash out. */
  void fly(long round, Map<String, Long> placed) {
    nowMs = game.round(round).orElseThrow().startsAt();
    append(new RoundEvent.Started(nowMs, null, SIGNATURE));
    long startsAt = nowMs;
    RoundEvent.Crashed crash =
        Optional.ofNullable(secrets.get(round))
            .orElseThrow()
            .reveal(game.round(round).orElseThrow())
            .announcement();
    int flight = (int) Math.min(crash.crashedAt() - startsAt, 600_000) + 1;
    placed.forEach(
        (player, bet) -> {
          if (random.nextInt(8) == 0) {
            long stamp = startsAt + random.nextInt(flight);
            nowMs = Math.max(nowMs, stamp);
            accounts.play(player, new Cashout(bet, stamp), true);
          }
        });
    nowMs = crash.crashedAt() + 100;
    append(crash);
    nowMs += 3_000;
  }

  private void settle(int number) {
    for (int i = 0; i < playersPerRound; i++) {
      accounts.settle(player(number / BETS_PER_PLAYER, i));
    }
    writeFacts();
  }

  /** Posts a round to the books of the house, and forgets it. */
  void post(long round) {
    house.post(round, pnl -> true);
    events.forget(RoundFacts.journalOf(round));
    events.forget(HouseJournal.postingsOf(round));
  }

  private void tell(Entry entry) {
    if (Accounts.playerOf(entry.journal()).isPresent()) {
      AccountProjector.of(entry)
          .forEach(
              told ->
                  news.computeIfAbsent(told.roundId(), round -> new ArrayList<>())
                      .add(told.fact()));
    }
  }

  /** Tells the rounds what was written to accounts. */
  void writeFacts() {
    news.forEach(
        (round, facts) -> {
          String journal = RoundFacts.journalOf(round);
          for (int i = 0; i < facts.size(); i += RoundFacts.MAX_FACTS_PER_ENTRY) {
            int end = Math.min(facts.size(), i + RoundFacts.MAX_FACTS_PER_ENTRY);
            long version = events.head(journal).map(Entry::version).orElse(0L) + 1;
            sealed.append(RoundFacts.write(round, version, facts.subList(i, end), nowMs));
          }
        });
    news.clear();
  }

  /** A key for the next operation of a player. */
  OperationId id(String player) {
    return OperationId.parse(
            accounts.read(player).version() + ".r%010d".formatted(random.nextInt(1_000_000_000)))
        .orElseThrow();
  }

  static String player(int table, int seat) {
    return "0x%040x".formatted((table + 1) * 10_000_000L + seat);
  }

  private void fairness(long version, String type, Object body) {
    sealed.append(new Entry(FairnessEvent.JOURNAL, version, type, nowMs, JsonCodec.write(body)));
  }

  private void append(RoundEvent event) {
    gameVersion++;
    game.append(gameVersion, event, nowMs);
  }
}
