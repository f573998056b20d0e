package io.fairfall.simulation.check;

import io.fairfall.journal.Entry;
import io.fairfall.ledger.Account;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Hold;
import io.fairfall.ledger.Release;
import io.fairfall.simulation.dice.DiceGame;
import io.fairfall.simulation.dice.DiceGame.Call;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;

/**
 * Of the dice game, from the throws alone: a call is of a number that a die has and was decided
 * before its throw, ends once, in the first entry that knows its throw, and pays five times the
 * stake on a hit and nothing otherwise.
 */
final class DiceMoney implements GameMoney {
  private static final BigInteger FIVE = BigInteger.valueOf(5);

  private final Past past;
  private final ViolationLog log;
  private final Map<Long, Call> open = new HashMap<>();

  DiceMoney(Past past, ViolationLog log) {
    this.past = past;
    this.log = log;
  }

  @Override
  public void entry(AccountEntry entry) {
    entry.due().forEach(end -> ended(entry, end));
    log.require(entry.own() == null, Money.CHECK, entry.version(), "ends a call by itself", entry);
    for (Call call : open.values()) {
      require(call.decidedBy() > entry.gameVersion(), entry, "leaves a call open that is over");
    }
    entry.placed().ifPresent(hold -> placed(entry, hold));
  }

  @Override
  public void end(Account last) {
    for (Call call : open.values()) {
      boolean isOver = past.journal(DiceGame.JOURNAL).containsKey(call.decidedBy());
      log.require(!isOver, "quiescence", last.version(), "has a call open that is over", call);
    }
  }

  private void placed(AccountEntry entry, Hold hold) {
    Call call = (Call) hold;
    open.put(call.id(), call);
    require(call.number() >= 1 && call.number() <= 6, entry, "calls a number that no die has");
    require(
        call.decidedBy() == entry.gameVersion() + 1, entry, "calls another than the next throw");
  }

  private void ended(AccountEntry entry, Release end) {
    Call call = open.remove(end.holdId());
    Entry thrown = call == null ? null : past.journal(DiceGame.JOURNAL).get(call.decidedBy());
    if (call == null || thrown == null) {
      require(false, entry, "ends a call that it must not end");
      return;
    }
    require(call.decidedBy() <= entry.gameVersion(), entry, "ends a call before its throw");
    BigInteger stake = call.stake().value();
    boolean isHit = thrown.body().equals(Integer.toString(call.number()));
    BigInteger due = isHit ? stake.multiply(FIVE) : BigInteger.ZERO;
    require(
        end.stake().equals(call.stake()) && end.payout().value().equals(due),
        entry,
        "pays what it must not");
  }

  private void require(boolean holds, AccountEntry entry, String what) {
    log.require(holds, Money.CHECK, entry.version(), what, entry);
  }
}
