package io.fairfall.audit;

import io.fairfall.audit.check.DeployedBounds;
import io.fairfall.audit.check.Evidence;
import io.fairfall.audit.checkpoint.CheckpointTable;
import io.fairfall.audit.report.AuditReport;
import io.fairfall.audit.table.DynamoJournalTable;
import io.fairfall.auditor.Auditor.Report;
import io.fairfall.crash.FairnessEvent;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.HashChain;
import io.fairfall.crash.RoundEvent;
import io.fairfall.crash.bets.AccountProjector;
import io.fairfall.crash.bets.BetEntryCodec;
import io.fairfall.crash.bets.Cashout;
import io.fairfall.crash.bets.CrashGame;
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.RoundProjection;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacKey;
import io.fairfall.journal.MacKeySource;
import io.fairfall.journal.MacKeys;
import io.fairfall.json.JsonCodec;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.LedgerPorts;
import io.fairfall.ledger.Limits;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.OperationId;
import io.fairfall.ledger.PlayerLimits;
import io.fairfall.ledger.Witness;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import io.fairfall.settings.SettingsJournal;
import io.fairfall.treasury.AdjustmentJournal;
import io.fairfall.treasury.HouseFunding;
import io.fairfall.treasury.HouseJournal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A busy house in tables of its own, with a real chain of hashes and a clock that it turns. */
final class AuditedHouse implements InstantSource {
  static final MacKey KEY = new MacKey(1, 0, "k".repeat(32));
  static final MacKeySource KEYS = () -> new MacKeys(List.of(KEY));

  private static final long TOLD_AFTER_MS = 251;
  private static final String CHAIN = "c1";
  private static final int GAMES = 2_000;

  final EmbeddedDynamo dynamo;
  final String accountsTable;
  final String eventsTable;
  final String checkpointsTable;
  final String payoutsTable;
  final Journals accountJournals;
  final Journals events;
  final Journals payoutJournals;
  final AuditedPayouts payouts;
  final SwitchedSeals written;
  final HouseJournal house;
  final Accounts accounts;
  final SettingsJournal settings;
  private final AdjustmentJournal adjustments;
  private final GameJournal game;
  private final HashChain chain = HashChain.walk("%064x".formatted(7), GAMES);
  private final Map<String, Long> projected = new TreeMap<>();
  private final Random random;
  private long nowMs = 1_800_000_000_000L;
  private long gameVersion;
  private long games;
  private final Random skews = new Random(20);
  private int skewMs;
  private final AuditCycle cycle = new AuditCycle(this);
  private final Decider decider = new Decider();

  AuditedHouse(EmbeddedDynamo dynamo, String name, int players, long seed) {
    this.dynamo = dynamo;
    this.accountsTable = name + "-accounts";
    this.eventsTable = name + "-events";
    this.checkpointsTable = name + "-checkpoints";
    this.payoutsTable = name + "-payouts";
    dynamo.createJournalTable(payoutsTable);
    payoutJournals = new DynamoJournals(dynamo.client(), payoutsTable);
    payouts = new AuditedPayouts(this, payoutJournals);
    dynamo.createJournalTable(accountsTable);
    dynamo.createJournalTable(eventsTable);
    dynamo.createKeyedTable(checkpointsTable);
    accountJournals = new DynamoJournals(dynamo.client(), accountsTable);
    events = new DynamoJournals(dynamo.client(), eventsTable);
    random = new Random(seed);
    written = new SwitchedSeals(events, KEYS);
    game = new GameJournal(written);
    house = new HouseJournal(written, this, AppendLoop.inRealTime());
    settings = new SettingsJournal(written, this);
    adjustments = new AdjustmentJournal(written, this, AppendLoop.inRealTime());
    accounts =
        new Accounts(
            new LedgerPorts(accountJournals, new CrashGame(game, decider::secret), settings, KEYS),
            this,
            () -> random);
    for (int i = 0; i < players; i++) {
      projected.put("0x%040x".formatted(i + 1), 0L);
    }
    fairness(
        1,
        FairnessEvent.Committed.TYPE,
        new FairnessEvent.Committed(CHAIN, chain.terminalHash(), GAMES, 9L));
    fairness(2, FairnessEvent.Salted.TYPE, new FairnessEvent.Salted(CHAIN, 9, Decider.SALT));
  }

  @Override
  public Instant instant() {
    int off = skewMs == 0 ? 0 : skews.nextInt(2 * skewMs + 1) - skewMs;
    return Instant.ofEpochMilli(nowMs + off);
  }

  /** From now on whoever writes to accounts, rounds and books has a clock that is so far off. */
  void skew(int ms) {
    skewMs = ms;
  }

  /** From now on a beacon decides rounds, on the chain that is being played. */
  void decideByBeacon() {
    decider.becomeBeacon();
  }

  List<String> players() {
    return List.copyOf(projected.keySet());
  }

  /** Deposits, some rounds, a withdrawal each way, and a quiet quarter of an hour. */
  void openAndPlay(int rounds) {
    house.fund(new HouseFunding("first", BigInteger.valueOf(10_000_000), "test", "to begin with"));
    settings.change(now -> now.pauseBetting(), "a look", "test");
    settings.change(now -> io.fairfall.settings.Settings.INITIAL, "go on", "test");
    players().forEach(player -> deposit(player, "deposit:1:" + player + ":N", 1_000_000));
    long halfMs = nowMs;
    for (int i = 0; i < rounds; i++) {
      halfMs = i <= rounds / 2 ? nowMs : halfMs;
      round();
    }
    payouts.some();
    settle();
    cycle.beginAt(halfMs);
    cycle.beginAt(nowMs - 1_800_000);
  }

  /** Lets everybody's bets end, tells the facts, posts them, and waits. */
  void settle() {
    nowMs += 61_000;
    players().forEach(accounts::settle);
    project();
    for (long id = 1; id <= gameVersion; id++) {
      if (game.round(id).isPresent()) {
        house.post(id, takings -> true);
      }
    }
    quiet();
  }

  void quiet() {
    pass(3_600_000);
  }

  void pass(long ms) {
    nowMs += ms;
  }

  void deposit(String player, String key, long wei) {
    ok(accounts.deposit(player, new Operation.Deposit(key, Wei.of(wei))));
  }

  /** A player excludes himself for half a year. */
  void exclude(String player) {
    pass(5_000);
    PlayerLimits.Change change = new PlayerLimits.Change(Limits.NONE, 0, 180, 0);
    ok(accounts.protect(player, new Operation.ChangePlayerLimits(id(player), change, nowMs), true));
    project();
  }

  /** A round that everybody loses, and that is posted after each settlement. */
  long roundPostedOftenOver() {
    long id = gameVersion + 1;
    open();
    for (String player : players()) {
      accounts.play(player, bet(player, id, 1, null), true);
    }
    start(id);
    nowMs = end(id).crashedAt() + 100;
    tell(end(id));
    project();
    for (String player : players()) {
      accounts.settle(player);
      project(List.of(player));
      house.post(id, takings -> true);
    }
    return id;
  }

  /** One round from its opening to its end, with cashouts early, in time and late. */
  void round() {
    long id = gameVersion + 1;
    String hash = open();
    List<Bet> bets = placeBets(id);
    if (random.nextInt(10) == 0) {
      nowMs += decider.isBeacon() ? 40_000 : 20_000;
      tell(new RoundEvent.Voided(hash, "late"));
    } else {
      fly(id, bets);
    }
    project();
  }

  private RoundEvent.Crashed end(long round) {
    return decider.end(game.round(round).orElseThrow());
  }

  /** At the instant that was announced, or later where a beacon is late. */
  private void start(long round) {
    long startsAt = game.round(round).orElseThrow().startsAt();
    nowMs =
        decider.isBeacon() && random.nextBoolean() ? startsAt + random.nextInt(20_000) : startsAt;
    tell(new RoundEvent.Started(nowMs, null, decider.signature(round)));
  }

  private String open() {
    games++;
    String hash = chain.gameHash(games);
    long closesAt = decider.closesAtFrom(nowMs + 6_000);
    decider.keep(gameVersion + 1, hash);
    tell(
        new RoundEvent.Opened(
            CHAIN,
            games,
            HashChain.commitmentOf(hash),
            nowMs,
            closesAt,
            closesAt + 1_000,
            Wei.of(1),
            Wei.of(1_000),
            Wei.of(5_000),
            1,
            null,
            decider.named(closesAt)));
    return hash;
  }

  private record Bet(String player, long id) {}

  private List<Bet> placeBets(long round) {
    List<Bet> bets = new ArrayList<>();
    for (String player : players()) {
      for (int seat = 1; seat <= random.nextInt(3); seat++) {
        Multiplier auto = random.nextInt(3) == 0 ? new Multiplier(101 + random.nextInt(300)) : null;
        io.fairfall.crash.bets.Bet bet = bet(player, round, seat, auto);
        if (accounts.play(player, bet, true) instanceof Answer.Ok ok) {
          bets.add(new Bet(player, ok.entry().version()));
        }
      }
    }
    return bets;
  }

  private io.fairfall.crash.bets.Bet bet(
      String player, long round, int seat, @Nullable Multiplier auto) {
    return new io.fairfall.crash.bets.Bet(
        id(player),
        round,
        seat,
        Wei.of(1 + random.nextInt(1_000)),
        auto,
        OptionalLong.empty(),
        nowMs);
  }

  private void fly(long round, List<Bet> bets) {
    start(round);
    long startsAt = nowMs;
    RoundEvent.Crashed crash = end(round);
    int span = (int) Math.min(crash.crashedAt() - startsAt, 10_000_000) + 1;
    for (Bet bet : bets) {
      if (random.nextInt(4) == 0) {
        long stamp = startsAt + random.nextInt(span);
        nowMs = Math.max(nowMs, stamp);
        accounts.play(bet.player(), new Cashout(bet.id(), stamp), true);
      }
    }
    nowMs = crash.crashedAt() + TOLD_AFTER_MS;
    tell(new RoundEvent.Crashed(crash.crash(), crash.crashedAt(), crash.gameHash(), TOLD_AFTER_MS));
    for (Bet bet : bets) {
      if (random.nextInt(8) == 0) {
        accounts.settle(bet.player());
        accounts.play(bet.player(), new Cashout(bet.id(), startsAt + random.nextInt(span)), true);
      }
    }
    nowMs += 3_000;
  }

  /** What the projector does: every new entry's facts into the journals of their rounds. */
  void project() {
    project(players());
  }

  private void project(List<String> some) {
    Map<Long, List<PublicBetEvent>> news = new TreeMap<>();
    for (String player : some) {
      long from = projected.getOrDefault(player, 0L) + 1;
      for (Entry entry : accountJournals.range(Accounts.journalOf(player), from, Long.MAX_VALUE)) {
        Witness.of(entry).ifPresent(written::append);
        AdjustmentJournal.of(entry, BetEntryCodec.INSTANCE.read(entry))
            .ifPresent(adjustments::post);
        AccountProjector.of(entry)
            .forEach(
                told ->
                    news.computeIfAbsent(told.roundId(), round -> new ArrayList<>())
                        .add(told.fact()));
        projected.put(player, entry.version());
      }
    }
    news.forEach(
        (round, facts) ->
            new RoundProjection(written, round, this, AppendLoop.inRealTime()).add(facts));
  }

  Evidence evidence(Optional<MacKeySource> keys) {
    return new Evidence(
        new DynamoJournalTable(dynamo.client(), accountsTable),
        accountJournals,
        new DynamoJournalTable(dynamo.client(), eventsTable),
        events,
        Optional.of(new CheckpointTable(dynamo.client(), checkpointsTable)),
        keys,
        Optional.of(
            new Evidence.Payouts(
                new DynamoJournalTable(dynamo.client(), payoutsTable), payoutJournals)));
  }

  AuditReport audit() {
    return audit(Optional.of(KEYS));
  }

  AuditReport audit(Optional<MacKeySource> keys) {
    return audit(keys, DeployedBounds.UNKNOWN);
  }

  AuditReport audit(Optional<MacKeySource> keys, DeployedBounds deployed) {
    return cycle.audit(keys, deployed);
  }

  /** What passes over what is new find. */
  AuditCycle.News news() {
    return cycle.news();
  }

  /** The reading that shares no code with the house, up to the cut of the other one. */
  Report auditIndependently(AuditReport replay, DeployedBounds deployed) {
    return cycle.independent(replay, deployed);
  }

  OperationId id(String player) {
    return OperationId.parse(
            accounts.read(player).version() + ".r%010d".formatted(random.nextInt(1_000_000_000)))
        .orElseThrow();
  }

  static void ok(Answer answer) {
    if (!(answer instanceof Answer.Ok)) {
      throw new AssertionError("expected ok, got " + answer);
    }
  }

  private void fairness(long version, String type, Object body) {
    written.append(new Entry(FairnessEvent.JOURNAL, version, type, nowMs, JsonCodec.write(body)));
  }

  private void tell(RoundEvent event) {
    gameVersion++;
    game.append(gameVersion, event, nowMs);
  }
}
