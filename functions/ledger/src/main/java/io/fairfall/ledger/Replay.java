package io.fairfall.ledger;

import io.fairfall.game.Flight;
import io.fairfall.game.GameView;
import io.fairfall.game.Round;
import io.fairfall.money.Wei;
import io.fairfall.settings.Settings;
import io.fairfall.settings.SettingsJournal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Decides an account's history once more: what auditors run, and what every simulation ends with.
 *
 * <p>Each entry says which operation it was and on which versions of game and settings it was
 * decided. With these facts the same rules must give the same entry, to the last digit. What the
 * rules do not say is checked beside them: versions are dense, and neither game nor settings go
 * back.
 *
 * <p>Replays share what they read of rounds and settings; one replay is for one thread.
 */
public final class Replay {
  private static final int MAX_REMEMBERED_SETTINGS = 64;

  private final Sources sources;
  private final Lookup lookup;
  private final Map<Long, SettingsJournal.Versioned> settings =
      new LinkedHashMap<>(MAX_REMEMBERED_SETTINGS, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, SettingsJournal.Versioned> eldest) {
          return size() > MAX_REMEMBERED_SETTINGS;
        }
      };

  /**
   * @param sources the journals; neither secrets nor keys are used
   */
  public Replay(Sources sources) {
    this(sources, Bounds.DEFAULT);
  }

  /** As above, with other bounds than production's. */
  public Replay(Sources sources, Bounds bounds) {
    this.sources = sources;
    this.lookup = new Lookup(sources, bounds);
  }

  /** An entry that the rules do not give. */
  public static final class Mismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Mismatch(String player, AccountEntry entry, String what) {
      super("entry " + entry.version() + " of " + player + " " + what);
    }
  }

  /**
   * Walks an account from its first entry to its last.
   *
   * @param entries all entries, oldest first
   * @return the account after the last
   * @throws Mismatch naming the first entry that is wrong, and how
   */
  public Account check(String player, List<AccountEntry> entries) {
    Account account = Account.EMPTY;
    for (AccountEntry entry : entries) {
      account = step(player, account, entry);
    }
    return account;
  }

  /**
   * Checks one entry against the account before it.
   *
   * @return the account after it
   * @throws Mismatch saying how it is wrong
   */
  public Account step(String player, Account before, AccountEntry entry) {
    require(entry.version() == before.version() + 1, player, entry, "leaves a gap");
    require(entry.gameVersion() >= before.gameVersion(), player, entry, "goes back in the game");
    require(
        entry.settingsVersion() >= before.settingsVersion(),
        player,
        entry,
        "goes back in settings");
    AccountEntry expected = decide(player, before, entry);
    if (!expected.equals(entry)) {
      // the words are long, and nearly never needed
      throw new Mismatch(player, entry, "is " + entry + ", but the rules say " + expected);
    }
    return entry.after();
  }

  private AccountEntry decide(String player, Account before, AccountEntry entry) {
    if (entry.kind() == AccountEntry.Kind.VOID) {
      Facts facts = facts(player, before, entry, Optional.empty());
      return Rules.fence(before, entry.trace(), entry.rejection(), facts);
    }
    Operation operation = operation(before, entry);
    require(
        operation.trace(entry.format()).equals(entry.trace()),
        player,
        entry,
        "is not what was asked for");
    Optional<Facts.PastBet> past =
        operation instanceof Operation.Cashout cashout && before.openBet(cashout.betId()).isEmpty()
            ? lookup.past(player, before, cashout.betId())
            : Optional.empty();
    Facts facts = facts(player, before, entry, past);
    return switch (Rules.decide(before, operation, facts)) {
      case Decision.Accepted accepted -> accepted.entry();
      case Decision.Rejected rejected ->
          throw new Mismatch(player, entry, "breaks the rule " + rejected.rejection());
      case Decision.Happened h -> throw new Mismatch(player, entry, "had happened before");
      case Decision.TooSoon t -> throw new Mismatch(player, entry, "was too soon");
      case Decision.Nothing n -> throw new Mismatch(player, entry, "does nothing");
    };
  }

  /** The operation that an entry came from. */
  private static Operation operation(Account before, AccountEntry entry) {
    return switch (entry.kind()) {
      case BET -> bet(before, entry);
      case CASHOUT ->
          new Operation.Cashout(Objects.requireNonNull(entry.cashout()).betId(), entry.stampMs());
      case SETTLE -> new Operation.Settle();
      case ADJUSTMENT -> adjustment(entry);
      case LIMITS ->
          new Operation.Protect(
              id(entry), Protection.Change.read(entry.requireNote()), entry.stampMs());
      case DEPOSIT -> new Operation.Deposit(entry.requireNote(), outside(entry));
      case OPENING -> new Operation.Opening(entry.requireNote(), outside(entry));
      case WITHDRAWAL ->
          new Operation.Withdrawal(id(entry), outside(entry), entry.requireNote(), entry.stampMs());
      case WITHDRAWAL_PAID ->
          new Operation.WithdrawalPaid(
              Externals.keyIn(entry.requireNote()),
              outside(entry),
              Externals.detailIn(entry.requireNote()));
      case WITHDRAWAL_REFUNDED ->
          new Operation.WithdrawalRefunded(
              Externals.keyIn(entry.requireNote()),
              outside(entry),
              Externals.detailIn(entry.requireNote()));
      case VOID -> throw new IllegalStateException("a void is no operation");
    };
  }

  private static Operation bet(Account before, AccountEntry entry) {
    OpenBet bet =
        entry.bet().orElseThrow(() -> new IllegalStateException("a bet's entry holds the bet"));
    return Stream.of(OptionalLong.empty(), OptionalLong.of(before.version()))
        .map(
            expected ->
                new Operation.Bet(
                    id(entry),
                    bet.roundId(),
                    bet.seat(),
                    bet.stake(),
                    bet.autoCashout(),
                    expected,
                    entry.stampMs()))
        .reduce((any, exact) -> exact.trace(entry.format()).equals(entry.trace()) ? exact : any)
        .orElseThrow();
  }

  private static Operation adjustment(AccountEntry entry) {
    String[] note = entry.requireNote().split(Operation.Adjustment.NOTE_SEPARATOR, 2);
    BigInteger closed =
        entry.closes().stream()
            .map(close -> close.legs().house())
            .reduce(BigInteger.ZERO, BigInteger::add);
    return new Operation.Adjustment(
        id(entry), closed.subtract(entry.legs().house()), note[1], note[0]);
  }

  private static Wei outside(AccountEntry entry) {
    return new Wei(entry.legs().external().abs());
  }

  private static OperationId id(AccountEntry entry) {
    return OperationId.parse(entry.trace().id())
        .orElseThrow(() -> new IllegalStateException("an operation of a player has a key"));
  }

  private Facts facts(
      String player, Account before, AccountEntry entry, Optional<Facts.PastBet> past) {
    GameView view = view(before, entry, past);
    boolean dependsOnSettings =
        entry.kind() == AccountEntry.Kind.BET || entry.kind() == AccountEntry.Kind.WITHDRAWAL;
    SettingsJournal.Versioned versioned =
        dependsOnSettings
            ? settings.computeIfAbsent(entry.settingsVersion(), sources.settings()::at)
            : new SettingsJournal.Versioned(entry.settingsVersion(), Settings.INITIAL);
    return new Facts(entry.format(), player, view, versioned, flight(entry), past, entry.stampMs());
  }

  private GameView view(Account before, AccountEntry entry, Optional<Facts.PastBet> past) {
    List<Long> ids = new ArrayList<>(before.bets().stream().map(OpenBet::roundId).toList());
    entry.bet().ifPresent(bet -> ids.add(bet.roundId()));
    past.ifPresent(bet -> ids.add(bet.close().roundId()));
    Map<Long, Round> rounds = new HashMap<>();
    for (long id : ids) {
      if (id <= entry.gameVersion()) {
        sources.game().round(id).ifPresent(r -> rounds.put(id, r.asOf(entry.gameVersion())));
      }
    }
    return new GameView(entry.gameVersion(), rounds);
  }

  /** By now the outcome is known, which a cashout in flight had from the round's secret. */
  private Optional<Flight> flight(AccountEntry entry) {
    return Optional.ofNullable(entry.cashout())
        .flatMap(cashout -> sources.game().round(cashout.roundId()))
        .filter(round -> round.crashed() != null)
        .map(round -> Flight.of(round.opened(), Objects.requireNonNull(round.crashed())));
  }

  private static void require(boolean holds, String player, AccountEntry entry, String what) {
    if (!holds) {
      throw new Mismatch(player, entry, what);
    }
  }
}
