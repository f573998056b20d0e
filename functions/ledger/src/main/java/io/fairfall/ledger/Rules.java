package io.fairfall.ledger;

import io.fairfall.ledger.AccountEntry.Kind;
import io.fairfall.ledger.Decision.Accepted;
import io.fairfall.ledger.Decision.Nothing;
import io.fairfall.ledger.Decision.Rejected;
import io.fairfall.ledger.Decision.TooSoon;

/**
 * The rules of an account as one pure function: account, operation and facts in, decision out. The
 * handlers, the simulation and the audit all call this and nothing else.
 */
public final class Rules {
  private Rules() {}

  /**
   * Decides an operation on an account.
   *
   * @param head the account as of its newest entry
   */
  public static Decision decide(Account head, Operation operation, Facts facts) {
    return switch (operation) {
      case Operation.Bet bet -> BetRule.decide(head, bet, facts);
      case Operation.Cashout cashout -> CashoutRule.decide(head, cashout, facts);
      case Operation.Settle settle -> settle(head, settle, facts);
      case Operation.Adjustment adjustment -> adjust(head, adjustment, facts);
      case Operation.Protect protect -> protect(head, protect, facts);
      case Operation.Withdrawal withdrawal -> WalletRule.withdraw(head, withdrawal, facts);
      case Operation.Deposit deposit -> WalletRule.deposit(head, deposit, facts);
      case Operation.Opening opening -> WalletRule.open(head, opening, facts);
      case Operation.WithdrawalPaid paid -> WalletRule.paid(head, paid, facts);
      case Operation.WithdrawalRefunded refunded -> WalletRule.refund(head, refunded, facts);
    };
  }

  /**
   * The entry that makes a rejection final: it stands where an earlier attempt, still on its way,
   * would have to be written.
   *
   * @param trace of the operation that is rejected
   */
  public static AccountEntry fence(
      Account head, Operation.Trace trace, Rejection rejection, Facts facts) {
    return Draft.of(head, facts, facts.nowMs()).entry(Kind.VOID, trace, rejection.name());
  }

  private static Decision settle(Account head, Operation.Settle settle, Facts facts) {
    Draft draft = Draft.of(head, facts, facts.nowMs());
    return draft.closesNothing()
        ? new Nothing()
        : new Accepted(draft.entry(Kind.SETTLE, settle.trace(facts.format()), null));
  }

  private static Decision adjust(Account head, Operation.Adjustment adjustment, Facts facts) {
    Draft draft = Draft.of(head, facts, facts.nowMs());
    if (draft.available().add(adjustment.amount()).signum() < 0) {
      return new Rejected(Rejection.INSUFFICIENT_FUNDS);
    }
    draft.move(Legs.houseToAvailable(adjustment.amount()));
    return new Accepted(
        draft.entry(Kind.ADJUSTMENT, adjustment.trace(facts.format()), adjustment.note()));
  }

  private static Decision protect(Account head, Operation.Protect protect, Facts facts) {
    if (head.isHurried(protect.stampMs())) {
      return new TooSoon();
    }
    Draft draft = Draft.of(head, facts, protect.stampMs());
    draft.protect(protect.change());
    return new Accepted(
        draft.entry(Kind.LIMITS, protect.trace(facts.format()), protect.change().written()));
  }
}
