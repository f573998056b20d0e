package io.fairfall.crash.bets;

import io.fairfall.crash.GameJournal;
import io.fairfall.crash.RoundEvent;
import io.fairfall.crash.RoundSecret;
import io.fairfall.journal.Append;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacKey;
import io.fairfall.journal.MacKeys;
import io.fairfall.ledger.Account;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.LedgerPorts;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.OperationId;
import io.fairfall.ledger.Rejection;
import io.fairfall.ledger.Replay;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import io.fairfall.settings.SettingsJournal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A house with a clock that tests turn: it conducts rounds by hand and takes operations. */
final class CrashFixture implements InstantSource {
  static final String ALICE = "0xa11ce";
  static final Wei MIN_STAKE = Wei.of(10);
  static final Wei MAX_STAKE = Wei.of(1_000_000);
  static final Wei MAX_PROFIT = Wei.of(100_000_000);
  static final MacKeys KEYS = new MacKeys(List.of(new MacKey(1, 0, "k".repeat(32))));
  static final long BETTING_MS = 6_000;
  static final long LOCK_MS = 1_000;

  final Journals accountJournals;
  final GameJournal game;
  final Accounts accounts;
  final SettingsJournal settings;
  private final Map<Long, RoundSecret> secrets = new HashMap<>();
  private final AtomicLong nowMs = new AtomicLong(1_800_000_000_000L);
  final Journals events;
  private final Random random;
  private long gameVersion;

  CrashFixture(Journals accountJournals, Journals events, long seed) {
    this.accountJournals = accountJournals;
    this.events = events;
    this.game = new GameJournal(events);
    this.random = new Random(seed);
    this.settings = new SettingsJournal(events, this);
    this.accounts = serve();
  }

  /** Another instance of the function: it remembers nothing of the game yet. */
  Accounts serve() {
    return serve(accountJournals);
  }

  /** A house with the same game and the accounts of another table. */
  CrashFixture over(Journals otherAccounts) {
    CrashFixture other = new CrashFixture(otherAccounts, events, 2);
    other.nowMs.set(millis());
    other.secrets.putAll(secrets);
    return other;
  }

  Accounts serve(Journals through) {
    return new Accounts(sources(through, events), this, () -> random);
  }

  LedgerPorts sources(Journals throughAccounts, Journals throughEvents) {
    return new LedgerPorts(
        throughAccounts,
        new CrashGame(
            new GameJournal(throughEvents), round -> Optional.ofNullable(secrets.get(round))),
        new SettingsJournal(throughEvents, this),
        () -> KEYS);
  }

  /** Decides an account's whole history once more. */
  Account replay(String player) {
    return new Replay(sources(accountJournals, events)).check(player, entries(player));
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(nowMs.get());
  }

  void pass(long ms) {
    nowMs.addAndGet(ms);
  }

  /** Opens a round that will crash at a point, and gives its id. */
  long open(long crashHundredths) {
    return open(crashHundredths, MAX_PROFIT);
  }

  /** The same, with a largest profit of its own. */
  long open(long crashHundredths, Wei maxProfit) {
    long id = gameVersion + 1;
    String hash = "%064x".formatted(id);
    secrets.put(id, new RoundSecret(hash, new Multiplier(crashHundredths)));
    long now = millis();
    append(
        new RoundEvent.Opened(
            "c",
            id,
            "0".repeat(64),
            now,
            now + BETTING_MS,
            now + BETTING_MS + LOCK_MS,
            MIN_STAKE,
            MAX_STAKE,
            maxProfit,
            1));
    return id;
  }

  /** Lets the betting time pass and starts the flight; the clock stands at its first instant. */
  void start(long round) {
    long startsAt = game.round(round).orElseThrow().opened().startsAt();
    nowMs.set(startsAt);
    append(new RoundEvent.Started(startsAt));
  }

  /** The same, with a force point. */
  void start(long round, long forcedAtHundredths) {
    long startsAt = game.round(round).orElseThrow().opened().startsAt();
    nowMs.set(startsAt);
    RoundEvent.Force force = new RoundEvent.Force(new Multiplier(forcedAtHundredths), 1);
    append(new RoundEvent.Started(startsAt, force));
  }

  /** Ends the flight; the clock stands 100 ms after the crash. */
  void crash(long round) {
    long startsAt = game.round(round).orElseThrow().opened().startsAt();
    RoundEvent.Crashed crash =
        Optional.ofNullable(secrets.get(round)).orElseThrow().reveal(startsAt).announcement();
    nowMs.set(Math.max(millis(), crash.crashedAt() + 100));
    append(crash);
  }

  void voidRound() {
    append(new RoundEvent.Voided("0".repeat(64), "nobody started it"));
  }

  Account fund(String player, long wei) {
    return ok(accounts.adjust(
            player,
            new Operation.Adjustment(
                id(accounts.read(player).version()), BigInteger.valueOf(wei), "test", "test"),
            true))
        .after();
  }

  OperationId id(long base) {
    return OperationId.parse(base + ".r" + String.format("%010d", random.nextInt(1_000_000_000)))
        .orElseThrow();
  }

  Bet bet(long base, long round, int seat, long stake) {
    return bet(base, round, seat, stake, null);
  }

  Bet bet(long base, long round, int seat, long stake, @Nullable Multiplier autoCashout) {
    return new Bet(
        id(base), round, seat, Wei.of(stake), autoCashout, OptionalLong.empty(), millis());
  }

  AccountEntry place(String player, long round, int seat, long stake) {
    return place(player, round, seat, stake, null);
  }

  AccountEntry place(
      String player, long round, int seat, long stake, @Nullable Multiplier autoCashout) {
    long base = accounts.read(player).version();
    return ok(accounts.play(player, bet(base, round, seat, stake, autoCashout), true));
  }

  static AccountEntry ok(Answer answer) {
    if (answer instanceof Answer.Ok done) {
      return done.entry();
    }
    throw new AssertionError("expected ok, got " + answer);
  }

  static Rejection no(Answer answer) {
    if (answer instanceof Answer.No refused) {
      return refused.rejection();
    }
    throw new AssertionError("expected no, got " + answer);
  }

  /** All entries of a player, oldest first. */
  List<AccountEntry> entries(String player) {
    return entriesOf(accountJournals, player);
  }

  static List<AccountEntry> entriesOf(Journals journals, String player) {
    List<AccountEntry> all = new java.util.ArrayList<>();
    List<Entry> page;
    do {
      page = journals.range(Accounts.journalOf(player), all.size() + 1, Long.MAX_VALUE);
      page.stream().map(BetEntryCodec.INSTANCE::read).forEach(all::add);
    } while (!page.isEmpty());
    return all;
  }

  private void append(RoundEvent event) {
    gameVersion++;
    if (!(game.append(gameVersion, event, millis()) instanceof Append.Written)) {
      throw new AssertionError("the test conducts alone");
    }
  }
}
