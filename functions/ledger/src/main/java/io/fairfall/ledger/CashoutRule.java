package io.fairfall.ledger;

import io.fairfall.game.Flight;
import io.fairfall.ledger.Decision.Accepted;
import io.fairfall.ledger.Decision.Happened;
import io.fairfall.ledger.Decision.Rejected;
import io.fairfall.money.Multiplier;
import java.util.Optional;

/**
 * Where a cashout is decided.
 *
 * <p>Only the stamp counts: the instant at which API Gateway received the request, compared with
 * the instant of the crash. A request that was in time wins however late it is processed, also when
 * its bet was closed as lost meanwhile; then an entry of its own corrects that, once.
 */
final class CashoutRule {
  private CashoutRule() {}

  static Decision decide(Account head, Operation.Cashout cashout, Facts facts) {
    Optional<OpenBet> open = head.openBet(cashout.betId());
    if (open.isPresent()) {
      return decideOpen(head, open.get(), cashout, facts);
    }
    return facts
        .past()
        .map(past -> decidePast(head, past, cashout, facts))
        .orElse(new Rejected(Rejection.NOT_FOUND));
  }

  private static Decision decideOpen(
      Account head, OpenBet bet, Operation.Cashout cashout, Facts facts) {
    if (facts.flight().isEmpty() || !facts.flight().get().hasBegunAt(cashout.stampMs())) {
      return new Rejected(Rejection.NOT_FLYING);
    }
    Flight flight = facts.flight().get();
    Multiplier target = target(bet, facts);
    boolean inTime = !flight.isOverAt(cashout.stampMs());
    if (!inTime && !flight.reaches(target)) {
      return new Rejected(Rejection.ALREADY_CRASHED);
    }
    Multiplier atStamp = inTime ? flight.multiplierAt(cashout.stampMs()) : target;
    return accepted(head, end(bet, target, atStamp), cashout, facts);
  }

  private static Decision decidePast(
      Account head, Facts.PastBet past, Operation.Cashout cashout, Facts facts) {
    Close close = past.close();
    if (close.isWon()) {
      return new Happened(past.entry());
    }
    if (close.result() == Close.Result.REFUNDED || facts.flight().isEmpty()) {
      return new Rejected(Rejection.NOT_FLYING);
    }
    Flight flight = facts.flight().get();
    if (!flight.hasBegunAt(cashout.stampMs())) {
      return new Rejected(Rejection.NOT_FLYING);
    }
    if (flight.isOverAt(cashout.stampMs())) {
      return new Rejected(Rejection.ALREADY_CRASHED);
    }
    // the bet was lost, so its target is above the crash point and cannot bound the payout
    return accepted(head, close.corrected(flight.multiplierAt(cashout.stampMs())), cashout, facts);
  }

  /** Where the bet is won without a word: automatic target, cap or force point. */
  private static Multiplier target(OpenBet bet, Facts facts) {
    return facts.game().round(bet.roundId()).orElseThrow().bounded(bet.target());
  }

  private static Close end(OpenBet bet, Multiplier target, Multiplier atStamp) {
    return target.isAbove(atStamp)
        ? Close.paid(bet, Close.Result.CASHED_OUT, atStamp)
        : Close.paid(bet, Close.Result.AUTO, target);
  }

  private static Decision accepted(
      Account head, Close end, Operation.Cashout cashout, Facts facts) {
    Draft draft = Draft.except(cashout.betId(), head, facts, cashout.stampMs());
    draft.cashOut(end);
    return new Accepted(
        draft.entry(AccountEntry.Kind.CASHOUT, cashout.trace(facts.format()), null));
  }
}
