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
  private final Facts facts;
  private final long stampMs;
  private final List<Close> closes;
  private final List<OpenBet> bets;
  private Legs legs = Legs.NONE;
  private Account.Seats seats;
  private Protection protection;
  private @Nullable Close cashout;

  private Draft(Account head, Facts facts, long stampMs, long exceptBetId) {
    this.head = head;
    this.facts = facts;
    this.stampMs = stampMs;
    this.closes = Closing.due(head, facts.game(), exceptBetId);
    this.bets = new ArrayList<>(head.bets());
    this.seats = head.seats();
    this.protection = head.protection().at(stampMs);
    for (Close close : closes) {
      release(close);
    }
  }

  /** A draft in which every bet whose outcome is known has ended. */
  static Draft of(Account head, Facts facts, long stampMs) {
    return new Draft(head, facts, stampMs, Closing.NOBODY);
  }

  /** The same, but for the bet that the operation itself ends. */
  static Draft except(long betId, Account head, Facts facts, long stampMs) {
    return new Draft(head, facts, stampMs, betId);
  }

  /** What could be staked now; never below zero. */
  BigInteger available() {
    return head.available().value().add(legs.available());
  }

  /** The sum of the open stakes. */
  BigInteger locked() {
    return head.locked().value().add(legs.locked());
  }

  Protection protection() {
    return protection;
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
    protection = protection.staked(bet.stake());
  }

  void cashOut(Close close) {
    cashout = close;
    release(close);
  }

  void move(Legs by) {
    legs = legs.plus(by);
  }

  void protect(Protection.Change change) {
    protection = protection.with(change, stampMs);
  }

  AccountEntry entry(Kind kind, Operation.Trace trace, @Nullable String note) {
    Account after =
        new Account(
            head.version() + 1,
            moved(head.available(), legs.available()),
            moved(head.locked(), legs.locked()),
            bets,
            seats,
            recent(kind, trace),
            facts.game().version(),
            facts.settings().version(),
            protection);
    return new AccountEntry(
        facts.format(), kind, trace, stampMs, legs, cashout, closes, note, after);
  }

  private void release(Close close) {
    bets.removeIf(bet -> bet.id() == close.betId());
    legs = legs.plus(close.legs());
    protection = protection.lost(close.legs().house());
  }

  private List<Account.Recent> recent(Kind kind, Operation.Trace trace) {
    List<Account.Recent> recent = new ArrayList<>(head.recent());
    recent.addFirst(
        new Account.Recent(trace.mark(), kind.isThePlayers(facts.format()) ? stampMs : 0));
    return recent.subList(0, Math.min(recent.size(), Account.MAX_RECENT_OPERATIONS));
  }

  private static Wei moved(Wei before, BigInteger by) {
    return new Wei(before.value().add(by));
  }
}
