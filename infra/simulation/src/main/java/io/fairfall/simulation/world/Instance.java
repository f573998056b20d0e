package io.fairfall.simulation.world;

import io.fairfall.game.GameJournal;
import io.fairfall.game.bets.CrashGame;
import io.fairfall.ledger.Account;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.Bounds;
import io.fairfall.ledger.Sources;
import io.fairfall.money.Wei;
import io.fairfall.settings.SettingsJournal;
import io.fairfall.simulation.history.Asked;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** A warm function: a clock that may be off, a game that it remembers, one request at a time. */
final class Instance implements InstantSource {
  /** So small that searches go beyond their first read and page again and again. */
  static final Bounds BOUNDS = new Bounds(1, 2, 2, 10, 40);

  private final World world;
  private final long offMs;
  private final Accounts accounts;
  private long remembered;

  Instance(World world, long offMs) {
    this.world = world;
    this.offMs = offMs;
    this.accounts =
        new Accounts(
            new Sources(
                world.accountJournals(),
                new CrashGame(new GameJournal(world.eventJournals()), world.secrets()::read),
                new SettingsJournal(world.eventJournals(), this),
                Keys.SOURCE),
            BOUNDS,
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

  /** Whether several deposits were credited together. */
  boolean together(List<Asked> deposits) {
    return accounts.depositTogether(
        deposits.stream()
            .map(one -> new Accounts.Credit(one.player(), Orders.deposit(one)))
            .toList());
  }

  Answer answer(Asked asked, boolean claimsFirst, long stampMs) {
    return switch (asked.kind()) {
      case BET -> accounts.play(asked.player(), Orders.bet(asked, stampMs), claimsFirst);
      case CASHOUT -> accounts.play(asked.player(), Orders.cashout(asked, stampMs), true);
      case ADJUSTMENT -> accounts.adjust(asked.player(), Orders.adjustment(asked), claimsFirst);
      case WITHDRAWAL ->
          accounts.withdraw(asked.player(), Orders.withdrawal(asked, stampMs), claimsFirst);
      case LIMITS -> accounts.protect(asked.player(), Orders.protect(asked, stampMs), claimsFirst);
      case DEPOSIT -> accounts.deposit(asked.player(), Orders.deposit(asked));
      case OPENING -> accounts.open(asked.player(), new Wei(asked.amount()));
      case WITHDRAWAL_PAID -> accounts.withdrawalPaid(asked.key(), Orders.TRANSACTION);
      case WITHDRAWAL_REFUNDED -> accounts.withdrawalRefunded(asked.key(), Orders.REASON);
    };
  }
}
