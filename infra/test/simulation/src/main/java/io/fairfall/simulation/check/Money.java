package io.fairfall.simulation.check;

import io.fairfall.ledger.Account;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Hold;
import io.fairfall.ledger.Legs;
import java.math.BigInteger;

/**
 * What must hold whatever the rules say: legs sum to zero and explain the balances, what is locked
 * is the open stakes, and what the game's own oracle demands.
 */
final class Money {
  static final String CHECK = "money";

  private final AccountPast account;
  private final GameMoney game;
  private final ViolationLog log;

  Money(AccountPast account, GameMoney game, ViolationLog log) {
    this.account = account;
    this.game = game;
    this.log = log;
  }

  void check() {
    Account before = Account.EMPTY;
    for (AccountEntry entry : account.entries()) {
      legs(before, entry);
      game.entry(entry);
      require(entry.gameVersion() >= before.gameVersion(), entry, "goes back in the game");
      before = entry.after();
    }
    game.end(before);
  }

  private void legs(Account before, AccountEntry entry) {
    Legs legs = entry.legs();
    BigInteger sum = legs.available().add(legs.locked()).add(legs.house()).add(legs.external());
    require(sum.signum() == 0, entry, "has legs that do not sum to zero");
    BigInteger available = before.available().value().add(legs.available());
    BigInteger locked = before.locked().value().add(legs.locked());
    require(
        available.equals(entry.after().available().value())
            && locked.equals(entry.after().locked().value()),
        entry,
        "has legs that do not explain its balances");
    BigInteger stakes =
        entry.after().holds().stream()
            .map(Hold::stake)
            .map(stake -> stake.value())
            .reduce(BigInteger.ZERO, BigInteger::add);
    require(stakes.equals(entry.after().locked().value()), entry, "locks another sum than stakes");
  }

  private void require(boolean holds, AccountEntry entry, String what) {
    log.require(holds, CHECK, entry.version(), what, entry);
  }
}
