package io.fairfall.auditor;

import io.fairfall.crash.FairnessEvent;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.HashChain;
import io.fairfall.crash.Round;
import io.fairfall.crash.RoundEvent;
import io.fairfall.crash.bets.AccountProjector;
import io.fairfall.crash.bets.Bet;
import io.fairfall.crash.bets.Cashout;
import io.fairfall.crash.bets.CrashGame;
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.crash.bets.RoundProjection;
import io.fairfall.journal.AppendListener;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Entry;
import io.fairfall.journal.MacKey;
import io.fairfall.journal.MacKeys;
import io.fairfall.journal.SealedJournals;
import io.fairfall.json.JsonCodec;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.LedgerPorts;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.OperationId;
import io.fairfall.ledger.Witness;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import io.fairfall.resilience.Backoff;
import io.fairfall.settings.BetBounds;
import io.fairfall.settings.SettingKeys;
import io.fairfall.settings.Settings;
import io.fairfall.settings.SettingsJournal;
import io.fairfall.treasury.Exposure;
import io.fairfall.treasury.ExposureReader;
import io.fairfall.treasury.ExposureReading;
import io.fairfall.treasury.ForcePoint;
import io.fairfall.treasury.FreeBankroll;
import io.fairfall.treasury.HouseFunding;
import io.fairfall.treasury.HouseJournal;
import io.fairfall.treasury.UnpostedRounds;
import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongPredicate;

/**
 * A house whose histories are judged: the real ledger, game and books over journals in memory, a
 * real chain of hashes, and a clock that it turns. Nothing of it is seen by the auditor but what is
 * stored.
 */
final class ReferenceHouse implements InstantSource {
  static final long BEGIN_MS = 1_800_000_000_000L;

  /** The second key seals from here. */
  static final long ROTATION_MS = BEGIN_MS + 7_200_000;

  static final MacKey FIRST_KEY = new MacKey(1, 0, "1".repeat(32));
  static final MacKey SECOND_KEY = new MacKey(2, ROTATION_MS, "2".repeat(32));
  static final BetBounds DEPLOYED = new BetBounds(Wei.of(1), Wei.of(1_000), Wei.of(20_000));

  /** Nobody else writes here, so nobody has to wait. */
  private static final AppendLoop LOOP =
      new AppendLoop(
          AppendLoop.MAX_TRIES,
          new Backoff(AppendLoop.DELAYS, () -> new Random(1), ms -> {}),
          AppendListener.NONE);

  private static final MacKeys KEYS = new MacKeys(List.of(FIRST_KEY, SECOND_KEY));
  private static final int SHORT_CHAIN = 5;
  private static final int LONG_CHAIN = 4_000;
  private static final long TOLD_AFTER_MS = 251;
  private static final long VOID_AFTER_BEACON_MS = 30_300;

  private static final int BETTING_MS = 6_000;
  private static final int LOCK_MS = 1_000;

  /** A bankroll that bounds nothing, for rounds of before the bound was there by default. */
  private static final BigInteger PLENTY = BigInteger.TEN.pow(30);

  final KeptJournals accountJournals = new KeptJournals();
  final KeptJournals events = new KeptJournals();
  final Accounts accounts;
  private final SealedJournals sealed = new SealedJournals(events, () -> KEYS);
  private final HouseJournal house = new HouseJournal(sealed, this, LOOP);
  private final SettingsJournal settings = new SettingsJournal(sealed, this, LOOP);
  private final GameJournal game = new GameJournal(sealed);
  private final ReferenceOperators operators;
  final ReferencePayouts payouts = new ReferencePayouts(() -> KEYS, LOOP, this);
  private final List<HashChain> chains =
      List.of(
          HashChain.walk("%064x".formatted(1), SHORT_CHAIN),
          HashChain.walk("%064x".formatted(2), LONG_CHAIN));
  private final Map<String, Long> projected = new TreeMap<>();
  private long nowMs = BEGIN_MS;
  private final Set<Long> left = new TreeSet<>();
  private long settledTo = 1;
  private long gameVersion;
  private long games;
  private long keys;
  private int roundShare;
  private boolean isBankrollNamed;
  private final Decider decider = new Decider();
  private BigInteger worstAtOpening = BigInteger.ZERO;

  ReferenceHouse() {
    accounts =
        new Accounts(
            new LedgerPorts(
                accountJournals, new CrashGame(game, decider::secret), settings, () -> KEYS),
            this,
            () -> new Random(1),
            ms -> nowMs += ms);
    operators = new ReferenceOperators(sealed, settings, accounts, this, LOOP);
    for (int i = 0; i < chains.size(); i++) {
      String id = "c" + i;
      HashChain chain = chains.get(i);
      fairness(
          FairnessEvent.Committed.TYPE,
          new FairnessEvent.Committed(id, chain.terminalHash(), chain.length(), 10L + i));
      fairness(FairnessEvent.Salted.TYPE, new FairnessEvent.Salted(id, 10 + i, Decider.SALT));
    }
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(nowMs);
  }

  void pass(long ms) {
    nowMs += ms;
  }

  /** Ether for the house. */
  void fund(String id, long wei) {
    house.fund(
        new HouseFunding(id, BigInteger.valueOf(wei), "treasurer", "as agreed"),
        () ->
            new FreeBankroll.Known(
                new Exposure(house.books(), BigInteger.ZERO, 0), BigInteger.ZERO));
    pass(1_000);
  }

  /**
   * Changes the settings.
   *
   * @param members all of them, as JSON
   * @param share what they say of a round's share of the bankroll, 0 for nothing
   */
  void change(String members, int share) {
    long version = events.head(SettingsJournal.NAME).map(Entry::version).orElse(0L) + 1;
    sealed.append(
        new Entry(
            SettingsJournal.NAME,
            version,
            "settings_changed",
            nowMs,
            "{\"settings\":{%s},\"reason\":\"as agreed\",\"by\":\"operator\"}".formatted(members)));
    roundShare = share;
    pass(10_000);
  }

  AccountEntry deposit(String player, String key, long wei) {
    pass(1_000);
    return ok(player, accounts.deposit(player, new Operation.Deposit(key, Wei.of(wei))));
  }

  /** A round that is open, the next one whose crash point is as wanted; others are played alone. */
  long open(LongPredicate crash) {
    while (!crash.test(crashPointOfNext().hundredths())) {
      long id = openNext();
      start(id);
      crash(id);
    }
    return openNext();
  }

  private long openNext() {
    int chain = games < SHORT_CHAIN ? 0 : 1;
    String gameHash = hashOfNext();
    games++;
    long id = gameVersion + 1;
    decider.keep(id, gameHash);
    long closesAt = decider.closesAtFrom(nowMs + BETTING_MS);
    Settings current = settings.current(0, true).settings();
    worstAtOpening = worst();
    boolean isShared = isBankrollNamed || current.find(SettingKeys.MAX_PROFIT_SHARE).isPresent();
    BetBounds bounds = DEPLOYED.under(current, isShared ? worstAtOpening : PLENTY);
    tell(
        new RoundEvent.Opened(
            "c" + chain,
            chain == 0 ? games : games - SHORT_CHAIN,
            HashChain.commitmentOf(gameHash),
            nowMs,
            closesAt,
            closesAt + LOCK_MS,
            bounds.minStake(),
            bounds.maxStake(),
            bounds.maxProfit(),
            1,
            isBankrollNamed ? new Wei(worstAtOpening.max(BigInteger.ZERO)) : null,
            decider.named(closesAt)));
    pass(100);
    return id;
  }

  /** From now on a beacon decides rounds, on the chain that is being played. */
  void decideByBeacon() {
    decider.becomeBeacon();
  }

  /** From now on rounds name the bankroll that their terms are shares of. */
  void nameBankrolls() {
    isBankrollNamed = true;
  }

  private BigInteger worst() {
    ExposureReader reader =
        new ExposureReader(
            house, game, events, () -> new UnpostedRounds(left.isEmpty() ? 1 : settledTo, left));
    return switch (reader.read()) {
      case ExposureReading.Known(Exposure known) -> known.bankrollAtWorst();
      case ExposureReading.Unknown unknown -> BigInteger.ZERO;
    };
  }

  /** The posting of this round fails from now on. */
  void leaveUnposted(long round) {
    left.add(round);
  }

  /** It does so no more. */
  void postAll() {
    left.clear();
    settle();
  }

  private String hashOfNext() {
    return games < SHORT_CHAIN
        ? chains.get(0).gameHash(games + 1)
        : chains.get(1).gameHash(games + 1 - SHORT_CHAIN);
  }

  private Multiplier crashPointOfNext() {
    return decider.crashPoint(hashOfNext(), games + 1);
  }

  AccountEntry bet(String player, long round, int seat, long stake, long auto) {
    pass(200);
    Bet bet =
        new Bet(
            id(player),
            round,
            seat,
            Wei.of(stake),
            auto == 0 ? null : new Multiplier(auto),
            OptionalLong.empty(),
            nowMs);
    pass(20);
    return ok(player, accounts.play(player, bet, true));
  }

  /** Locks the round and begins its flight, with a force point where settings want one. */
  void start(long round) {
    start(round, 0);
  }

  /** The same, with a beacon that is so much too late. */
  void start(long round, long lateMs) {
    Round open = game.round(round).orElseThrow();
    project();
    long startsAt = open.startsAt() + lateMs;
    nowMs = startsAt - 100;
    Settings current = settings.current(0, true).settings();
    BigInteger bankroll =
        Optional.ofNullable(open.opened().bankroll()).map(Wei::value).orElse(worstAtOpening);
    RoundEvent.Force force =
        roundShare == 0 && !isBankrollNamed
            ? null
            : ForcePoint.of(
                    RoundFacts.told(events, round, Long.MAX_VALUE),
                    current.maxRoundLossOf(bankroll))
                .orElse(null);
    tell(new RoundEvent.Started(startsAt, force, decider.signature(games)));
    nowMs = startsAt;
  }

  /** A cashout that arrives so many milliseconds into the flight, and is processed now. */
  AccountEntry cashOut(String player, long round, long bet, long flightMs) {
    long stamp = game.round(round).orElseThrow().startsAt() + flightMs;
    nowMs = Math.max(nowMs, stamp + 20);
    return ok(player, accounts.play(player, new Cashout(bet, stamp), true));
  }

  void crash(long round) {
    RoundEvent.Crashed end = decider.end(game.round(round).orElseThrow());
    long afterMs = Math.max(nowMs, end.crashedAt() + 100) + 3_000;
    nowMs = Math.max(nowMs, end.crashedAt() + TOLD_AFTER_MS);
    tell(new RoundEvent.Crashed(end.crash(), end.crashedAt(), end.gameHash(), TOLD_AFTER_MS));
    nowMs = afterMs;
    project();
  }

  /** Nobody starts the round. */
  void voided(long round) {
    Round open = game.round(round).orElseThrow();
    nowMs =
        decider.isBeacon()
            ? open.opened().closesAt() + VOID_AFTER_BEACON_MS + 1
            : open.opened().startsAt() + 600;
    tell(new RoundEvent.Voided(decider.secret(round).orElseThrow().revealHash(), "missed"));
    pass(3_000);
  }

  /** A minute later: whoever is due is settled, facts are told and rounds are posted. */
  void settle() {
    pass(61_000);
    List.copyOf(projected.keySet()).forEach(accounts::settle);
    project();
    for (long id = 1; id <= gameVersion; id++) {
      if (!left.contains(id) && game.round(id).filter(Round::isOver).isPresent()) {
        house.post(id, takings -> true);
      }
    }
    settledTo = gameVersion + 1;
    pass(1_000);
  }

  /** What the projector does: every new entry's facts into the journals of their rounds. */
  private void project() {
    Map<Long, List<PublicBetEvent>> news = new LinkedHashMap<>();
    for (String player : List.copyOf(projected.keySet())) {
      String journal = Accounts.journalOf(player);
      long from = Optional.ofNullable(projected.get(player)).orElse(0L) + 1;
      List<Entry> page = accountJournals.range(journal, from, Long.MAX_VALUE);
      while (!page.isEmpty()) {
        for (Entry entry : page) {
          Witness.of(entry).ifPresent(sealed::append);
          operators.post(entry);
          AccountProjector.of(entry)
              .forEach(
                  told ->
                      news.computeIfAbsent(told.roundId(), round -> new ArrayList<>())
                          .add(told.fact()));
        }
        projected.put(player, page.getLast().version());
        page = accountJournals.range(journal, page.getLast().version() + 1, Long.MAX_VALUE);
      }
    }
    news.forEach((round, facts) -> new RoundProjection(sealed, round, this, LOOP).add(facts));
  }

  /** Those who adjust accounts, with names of their own for what they propose. */
  ReferenceOperators operators() {
    return operators;
  }

  /** A key of the player's own, made on the newest version. */
  OperationId id(String player) {
    return OperationId.parse(accounts.read(player).version() + ".k%09d".formatted(++keys))
        .orElseThrow();
  }

  AccountEntry ok(String player, Answer answer) {
    projected.putIfAbsent(player, 0L);
    if (answer instanceof Answer.Ok ok) {
      return ok.entry();
    }
    throw new AssertionError("expected ok, got " + answer);
  }

  private void fairness(String type, Object body) {
    long version = events.head(FairnessEvent.JOURNAL).map(Entry::version).orElse(0L) + 1;
    sealed.append(new Entry(FairnessEvent.JOURNAL, version, type, nowMs, JsonCodec.write(body)));
    pass(1_000);
  }

  private void tell(RoundEvent event) {
    gameVersion++;
    game.append(gameVersion, event, nowMs);
  }
}
