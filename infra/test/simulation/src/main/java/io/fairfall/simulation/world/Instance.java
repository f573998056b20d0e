package io.fairfall.simulation.world;

import io.fairfall.ledger.Account;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.DepositReversals;
import io.fairfall.ledger.LedgerPorts;
import io.fairfall.money.Wei;
import io.fairfall.settings.SettingsJournal;
import io.fairfall.simulation.history.RequestedOperation;
import io.fairfall.simulation.history.RunHistory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** A warm function: a clock that may be off, a game that it remembers, one request at a time. */
final class Instance implements InstantSource {
  private final SimulatedWorld world;
  private final long offMs;
  private final Accounts accounts;
  private long remembered;

  Instance(SimulatedWorld world, long offMs) {
    this.world = world;
    this.offMs = offMs;
    RunHistory history = world.history();
    this.accounts =
        new Accounts(
            new LedgerPorts(
                world.accountJournals(),
                world.game().rules(),
                new SettingsJournal(world.eventJournals(), this),
                Keys.SOURCE),
            Shrunk.bounds(history.sizes(), history::reached),
            this,
            world::random,
            world.scheduler()::sleep);
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  @Override
  public long millis() {
    return world.scheduler().millis() + offMs;
  }

  /** The version that the game had when this was last in use. */
  long remembered() {
    return remembered;
  }

  void remember(long gameVersion) {
    remembered = gameVersion;
  }

  Account read(String player) {
    return accounts.read(player);
  }

  Answer settle(String player) {
    return accounts.settle(player);
  }

  /** Takes back what there is of a deposit that left the chain. */
  Optional<DepositReversals.Reversed> takeBack(String key) {
    return accounts.takeBack(key, "operator", Orders.REASON);
  }

  /** Whether several deposits were credited together. */
  boolean together(List<RequestedOperation> deposits) {
    return accounts.depositTogether(
        deposits.stream()
            .map(one -> new Accounts.Credit(one.player(), Orders.deposit(one)))
            .toList());
  }

  Answer answer(RequestedOperation operation, boolean claimsFirst, long stampMs) {
    return switch (operation.kind()) {
      case BET -> accounts.play(operation.player(), Orders.bet(operation, stampMs), claimsFirst);
      case CASHOUT -> accounts.play(operation.player(), Orders.cashout(operation, stampMs), true);
      case ROLL -> accounts.play(operation.player(), Orders.roll(operation, stampMs), claimsFirst);
      case ADJUSTMENT ->
          accounts.adjust(operation.player(), Orders.adjustment(operation), claimsFirst);
      case WITHDRAWAL ->
          accounts.withdraw(operation.player(), Orders.withdrawal(operation, stampMs), claimsFirst);
      case LIMITS ->
          accounts.protect(operation.player(), Orders.protect(operation, stampMs), claimsFirst);
      case DEPOSIT -> accounts.deposit(operation.player(), Orders.deposit(operation));
      case OPENING -> accounts.open(operation.player(), new Wei(operation.amount()));
      case WITHDRAWAL_PAID -> accounts.withdrawalPaid(operation.key(), Orders.TRANSACTION);
      case WITHDRAWAL_REFUNDED -> accounts.withdrawalRefunded(operation.key(), Orders.REASON);
    };
  }
}
