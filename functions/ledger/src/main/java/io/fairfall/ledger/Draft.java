package io.fairfall.ledger;

import io.fairfall.ledger.AccountEntry.Kind;
import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The next entry of an account while it is being decided. It begins with closing what is known,
 * since every entry does; then rules look at what is left and add what happens.
 */
final class Draft {
  private final Account head;
  private final List<Close> closes;
  private final List<OpenBet> bets;
  private Legs legs = Legs.NONE;
  private Account.Seats seats;
  private @Nullable Close cashout;

  Draft(Account head, List<Close> closes) {
    this.head = head;
    this.closes = closes;
    this.bets = new ArrayList<>(head.bets());
    this.seats = head.seats();
    for (Close close : closes) {
      release(close);
    }
  }

  /** What could be staked now; never below zero. */
  BigInteger available() {
    return head.available().value().add(legs.available());
  }

  int openBets() {
    return bets.size();
  }

  boolean closesNothing() {
    return closes.isEmpty();
  }

  void place(OpenBet bet) {
    bets.add(bet);
    seats = seats.take(bet.roundId(), bet.seat());
    legs = legs.plus(Legs.stake(bet.stake()));
  }

  void cashOut(Close close) {
    cashout = close;
    release(close);
  }

  void adjust(BigInteger amount) {
    legs = legs.plus(Legs.houseToAvailable(amount));
  }

  AccountEntry entry(
      Kind kind, Operation.Trace trace, long stampMs, long gameVersion, @Nullable String note) {
    Account after =
        new Account(
            head.version() + 1,
            moved(head.available(), legs.available()),
            moved(head.locked(), legs.locked()),
            bets,
            seats,
            recent(trace),
            Math.max(head.gameVersion(), gameVersion));
    return new AccountEntry(kind, trace, stampMs, gameVersion, legs, cashout, closes, note, after);
  }

  private void release(Close close) {
    bets.removeIf(bet -> bet.id() == close.betId());
    legs = legs.plus(close.legs());
  }

  private List<Operation.Trace> recent(Operation.Trace trace) {
    List<Operation.Trace> recent = new ArrayList<>(head.recent());
    recent.addFirst(trace);
    return recent.subList(0, Math.min(recent.size(), Account.MAX_RECENT_OPERATIONS));
  }

  private static Wei moved(Wei before, BigInteger by) {
    return new Wei(before.value().add(by));
  }
}
