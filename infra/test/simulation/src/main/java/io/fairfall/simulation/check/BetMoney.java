package io.fairfall.simulation.check;

import io.fairfall.crash.Curve;
import io.fairfall.crash.Round;
import io.fairfall.crash.bets.AccountBets;
import io.fairfall.crash.bets.Close;
import io.fairfall.crash.bets.OpenBet;
import io.fairfall.ledger.Account;
import io.fairfall.ledger.AccountEntry;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Of the crash game: a seat is taken once in a round, a bet ends once, and a payout is what stake,
 * curve and crash allow.
 */
final class BetMoney implements GameMoney {
  private static final BigInteger HUNDRED = BigInteger.valueOf(100);

  private final AccountPast account;
  private final Past past;
  private final ViolationLog log;
  private final Set<String> seats = new HashSet<>();
  private final Map<Long, OpenBet> bets = new HashMap<>();
  private final Map<Long, Close> ends = new HashMap<>();

  BetMoney(AccountPast account, Past past, ViolationLog log) {
    this.account = account;
    this.past = past;
    this.log = log;
  }

  @Override
  public void entry(AccountEntry entry) {
    AccountBets.placed(entry).ifPresent(bet -> placed(entry, bet));
    List<Close> closes = new ArrayList<>(AccountBets.closes(entry));
    AccountBets.cashout(entry)
        .ifPresent(
            cashout -> {
              closes.add(cashout);
              inTime(entry, cashout);
            });
    closes.forEach(close -> ended(entry, close));
  }

  @Override
  public void end(Account last) {
    for (OpenBet open : AccountBets.of(last)) {
      boolean isOver = past.round(open.roundId()).filter(Round::isOver).isPresent();
      log.require(!isOver, "quiescence", last.version(), "has a bet open that is over", open);
    }
  }

  private void placed(AccountEntry entry, OpenBet bet) {
    bets.put(bet.id(), bet);
    require(seats.add(bet.roundId() + "/" + bet.seat()), entry, "takes a seat for the second time");
    require(
        past.round(bet.roundId())
            .filter(round -> entry.stampMs() < round.opened().closesAt())
            .isPresent(),
        entry,
        "bets on a round that was closed");
    long sentAtMs = account.stored().get((int) entry.version() - 1).atMs();
    require(
        past.round(bet.roundId()).filter(round -> sentAtMs < round.opened().closesAt()).isPresent(),
        entry,
        "was sent after the round had closed");
  }

  private void ended(AccountEntry entry, Close close) {
    OpenBet bet = bets.get(close.betId());
    Close earlier = ends.put(close.betId(), close);
    boolean corrects =
        close.result() == Close.Result.CORRECTED
            && earlier != null
            && earlier.result() == Close.Result.LOST;
    require(
        bet != null && (earlier == null || corrects) && close.stake().equals(bet.stake()),
        entry,
        "ends a bet that it must not end");
    if (bet != null) {
      require(isPaid(bet, close), entry, "pays what it must not");
    }
  }

  private boolean isPaid(OpenBet bet, Close close) {
    Round round = past.round(bet.roundId()).orElseThrow();
    BigInteger hundredths =
        close.multiplier() == null
            ? BigInteger.ZERO
            : BigInteger.valueOf(close.multiplier().hundredths());
    BigInteger due = bet.stake().value().multiply(hundredths).divide(HUNDRED);
    if (!due.equals(close.payout().value())) {
      return false;
    }
    long auto = bet.auto().map(target -> target.hundredths()).orElse(Long.MAX_VALUE);
    BigInteger maxProfit = round.opened().maxProfit().value();
    if (close.payout().value().subtract(bet.stake().value()).compareTo(maxProfit) > 0) {
      return false;
    }
    if (round.crashed() == null) {
      return close.result() == Close.Result.REFUNDED && hundredths.equals(HUNDRED);
    }
    long crash = round.crashed().crash().hundredths();
    return switch (close.result()) {
      case LOST -> auto > crash;
      case AUTO -> hundredths.longValue() <= Math.min(auto, crash);
      case CASHED_OUT, CORRECTED -> hundredths.longValue() <= Math.min(auto, crash);
      case REFUNDED -> false;
    };
  }

  private void inTime(AccountEntry entry, Close cashout) {
    Round round = past.round(cashout.roundId()).orElseThrow();
    if (round.crashed() == null || cashout.result() == Close.Result.AUTO) {
      return;
    }
    long startsAt = round.startsAt();
    boolean inTime = entry.stampMs() >= startsAt && entry.stampMs() <= round.crashed().crashedAt();
    require(inTime, entry, "cashes out at a stamp that is not in the flight");
    if (inTime && cashout.multiplier() != null) {
      long shown = Curve.at(entry.stampMs() - startsAt).hundredths();
      long crash = round.crashed().crash().hundredths();
      require(
          cashout.multiplier().hundredths() == Math.min(shown, crash),
          entry,
          "pays another multiplier than the curve at its stamp");
    }
  }

  private void require(boolean holds, AccountEntry entry, String what) {
    log.require(holds, Money.CHECK, entry.version(), what, entry);
  }
}
