package io.fairfall.ledger;

import io.fairfall.money.Wei;
import io.fairfall.resilience.LruCache;
import io.fairfall.settings.SettingsJournal;
import java.util.List;
import java.util.OptionalLong;

/**
 * Decides an account's history once more: what auditors run, and what every simulation ends with.
 *
 * <p>Each entry says which operation it was and on which versions of game and settings it was
 * decided. With these facts the same rules must give the same entry, to the last digit. What the
 * rules do not say is checked beside them: versions are dense, and neither game nor settings go
 * back.
 *
 * <p>Replays share what they read of the game and of settings; one replay is for one thread.
 */
public final class Replay {
  private final LedgerPorts ports;
  private final AccountReader reader;
  private final LruCache<Long, SettingsJournal.Versioned> settings;

  /**
   * @param ports the journals; neither secrets nor keys are used
   */
  public Replay(LedgerPorts ports) {
    this(ports, Bounds.DEFAULT);
  }

  /** As above, with other bounds than production's. */
  public Replay(LedgerPorts ports, Bounds bounds) {
    this.ports = ports;
    this.reader = new AccountReader(ports, bounds);
    this.settings = new LruCache<>(bounds.settings(), () -> bounds.reached("settings"));
  }

  /** An entry that the rules do not give. */
  public static final class MismatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MismatchException(String player, AccountEntry entry, String what) {
      super("entry " + entry.version() + " of " + player + " " + what);
    }
  }

  /**
   * Walks an account from its first entry to its last.
   *
   * @param entries all entries, oldest first
   * @return the account after the last
   * @throws MismatchException naming the first entry that is wrong, and how
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
   * @throws MismatchException saying how it is wrong
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
      throw new MismatchException(player, entry, "is " + entry + ", but the rules say " + expected);
    }
    return entry.after();
  }

  private AccountEntry decide(String player, Account before, AccountEntry entry) {
    Game game = ports.game();
    if (entry.kind() == AccountEntry.Kind.VOID) {
      return Rules.fence(
          game,
          before,
          entry.trace(),
          Rules.rejection(game, entry),
          facts(player, before, entry, false));
    }
    Operation operation = operation(game, before, entry);
    require(
        operation.trace(entry.format()).equals(entry.trace()),
        player,
        entry,
        "is not what was asked for");
    DecisionContext context = facts(player, before, entry, operation.asksSettings());
    return switch (Rules.decide(game, before, operation, context)) {
      case Decision.Accepted accepted -> accepted.entry();
      case Decision.Rejected rejected ->
          throw new MismatchException(player, entry, "breaks the rule " + rejected.rejection());
      case Decision.Happened h -> throw new MismatchException(player, entry, "had happened before");
      case Decision.RateLimited t -> throw new MismatchException(player, entry, "was too soon");
      case Decision.Nothing n -> throw new MismatchException(player, entry, "does nothing");
    };
  }

  /** The operation that an entry came from. */
  private static Operation operation(Game game, Account before, AccountEntry entry) {
    return switch (entry.kind()) {
      case BET, CASHOUT -> game.operation(before, entry);
      case SETTLE -> new Operation.Settle();
      case ADJUSTMENT -> adjustment(entry);
      case LIMITS ->
          new Operation.ChangePlayerLimits(
              id(entry), PlayerLimits.Change.read(entry.requireNote()), entry.stampMs());
      case DEPOSIT -> new Operation.Deposit(entry.requireNote(), outside(entry));
      case DEPOSIT_REVERSED -> DepositReversals.operation(entry);
      case OPENING -> new Operation.Opening(entry.requireNote(), outside(entry));
      case WITHDRAWAL -> withdrawal(before, entry);
      case WITHDRAWAL_PAID ->
          new Operation.WithdrawalPaid(
              ExternalReceipts.keyIn(entry.requireNote()),
              outside(entry),
              ExternalReceipts.detailIn(entry.requireNote()));
      case WITHDRAWAL_REFUNDED ->
          new Operation.WithdrawalRefunded(
              ExternalReceipts.keyIn(entry.requireNote()),
              outside(entry),
              ExternalReceipts.detailIn(entry.requireNote()));
      case VOID -> throw new IllegalStateException("a void is no operation");
    };
  }

  /** Whether the client insisted on a version nothing tells but the fingerprint. */
  private static Operation withdrawal(Account before, AccountEntry entry) {
    OperationId id = id(entry);
    Wei amount = outside(entry);
    String to = entry.requireNote();
    Operation exact =
        new Operation.Withdrawal(
            id, amount, to, OptionalLong.of(before.version()), entry.stampMs());
    return exact.trace(entry.format()).equals(entry.trace())
        ? exact
        : new Operation.Withdrawal(id, amount, to, entry.stampMs());
  }

  private static Operation adjustment(AccountEntry entry) {
    String[] note = entry.requireNote().split(Operation.Adjustment.NOTE_SEPARATOR, 2);
    return new Operation.Adjustment(id(entry), entry.adjusted(), note[1], note[0]);
  }

  private static Wei outside(AccountEntry entry) {
    return new Wei(entry.legs().external().abs());
  }

  private static OperationId id(AccountEntry entry) {
    return OperationId.parse(entry.trace().id())
        .orElseThrow(() -> new IllegalStateException("an operation of a player has a key"));
  }

  private DecisionContext facts(
      String player, Account before, AccountEntry entry, boolean asksSettings) {
    GameFacts game =
        ports.game().factsOf(before, entry, holdId -> reader.past(player, before, holdId));
    long version = entry.settingsVersion();
    DecisionContext.SettingsFact known =
        asksSettings
            ? new DecisionContext.SettingsAsked(settings.get(version, ports.settings()::at))
            : new DecisionContext.SettingsNotAsked(version);
    return new DecisionContext(entry.format(), player, game, known, entry.stampMs());
  }

  private static void require(boolean holds, String player, AccountEntry entry, String what) {
    if (!holds) {
      throw new MismatchException(player, entry, what);
    }
  }
}
