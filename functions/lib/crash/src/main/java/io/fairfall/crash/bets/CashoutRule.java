package io.fairfall.crash.bets;

import io.fairfall.crash.Flight;
import io.fairfall.ledger.Account;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Decision;
import io.fairfall.ledger.Decision.Accepted;
import io.fairfall.ledger.Decision.Happened;
import io.fairfall.ledger.Decision.Rejected;
import io.fairfall.ledger.DecisionContext;
import io.fairfall.ledger.EntryBuilder;
import io.fairfall.ledger.Game;
import io.fairfall.ledger.LedgerRejection;
import io.fairfall.ledger.PastHold;
import io.fairfall.money.Multiplier;
import java.util.Optional;

/**
 * Where a cashout is decided.
 *
 * <p>Only the effective stamp counts, compared with the instant of the crash: the instant at which
 * API Gateway received the request, and never earlier than {@link
 * io.fairfall.crash.CrashDisclosure#effectiveStampMs} allows. A cashout whose effective stamp was
 * in time wins whenever it is decided, also when its bet was closed as lost meanwhile; then an
 * entry of its own corrects that, once.
 */
final class CashoutRule {
  private final Game game;
  private final Account head;
  private final Cashout cashout;
  private final DecisionContext context;
  private final CrashFacts crash;

  private CashoutRule(
      Game game, Account head, Cashout cashout, DecisionContext context, CrashFacts crash) {
    this.game = game;
    this.head = head;
    this.cashout = cashout;
    this.context = context;
    this.crash = crash;
  }

  static Decision decide(
      Game game, Account head, Cashout cashout, DecisionContext context, CrashFacts crash) {
    return new CashoutRule(game, head, cashout, context, crash).decide();
  }

  private Decision decide() {
    Optional<OpenBet> open = AccountBets.open(head, cashout.betId());
    if (open.isPresent()) {
      return decideOpen(open.get());
    }
    return crash.past().map(this::decidePast).orElse(new Rejected(LedgerRejection.NOT_FOUND));
  }

  private Decision decideOpen(OpenBet bet) {
    if (crash.flight().isEmpty() || !crash.flight().get().hasBegunAt(cashout.stampMs())) {
      return new Rejected(CrashRejection.NOT_FLYING);
    }
    Flight flight = crash.flight().get();
    Multiplier target = target(bet);
    boolean inTime = !flight.isOverAt(cashout.stampMs());
    if (!inTime && !flight.reaches(target)) {
      return new Rejected(CrashRejection.ALREADY_CRASHED);
    }
    Multiplier atStamp = inTime ? flight.multiplierAt(cashout.stampMs()) : target;
    return accepted(end(bet, target, atStamp));
  }

  private Decision decidePast(PastHold past) {
    Close close = AccountBets.close(past.release());
    if (close.isWon()) {
      return new Happened(past.entry());
    }
    if (close.result() == Close.Result.REFUNDED || crash.flight().isEmpty()) {
      return new Rejected(CrashRejection.NOT_FLYING);
    }
    Flight flight = crash.flight().get();
    if (!flight.hasBegunAt(cashout.stampMs())) {
      return new Rejected(CrashRejection.NOT_FLYING);
    }
    if (flight.isOverAt(cashout.stampMs())) {
      return new Rejected(CrashRejection.ALREADY_CRASHED);
    }
    // the bet was lost, so its target is above the crash point and cannot bound the payout
    return accepted(close.corrected(flight.multiplierAt(cashout.stampMs())));
  }

  /** Where the bet is won without a word: automatic target, cap or force point. */
  private Multiplier target(OpenBet bet) {
    return crash.view().round(bet.roundId()).orElseThrow().bounded(bet.target());
  }

  private static Close end(OpenBet bet, Multiplier target, Multiplier atStamp) {
    return target.isAbove(atStamp)
        ? Close.paid(bet, Close.Result.CASHED_OUT, atStamp)
        : Close.paid(bet, Close.Result.AUTO, target);
  }

  private Decision accepted(Close end) {
    EntryBuilder builder =
        EntryBuilder.except(cashout.betId(), game, head, context, cashout.stampMs());
    builder.end(end);
    return new Accepted(
        builder.entry(AccountEntry.Kind.CASHOUT, cashout.trace(context.format()), null));
  }
}
