package io.fairfall.ledger;

import io.fairfall.ledger.AccountEntry.Kind;
import io.fairfall.ledger.Decision.Accepted;
import io.fairfall.ledger.Decision.Nothing;
import io.fairfall.ledger.Decision.Rejected;

/**
 * The rules of an account as one pure function: account, operation and facts in, decision out. The
 * handlers, the simulation and the audit all call this and nothing else.
 */
public final class Rules {
  private static final int STAMP_DOES_NOT_COUNT = 0;

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
    };
  }

  /**
   * The entry that makes a rejection final: it stands where an earlier attempt, still on its way,
   * would have to be written.
   */
  public static AccountEntry fence(
      Account head, Operation operation, Rejection rejection, Facts facts) {
    return draft(head, facts)
        .entry(
            Kind.VOID,
            operation.trace(),
            STAMP_DOES_NOT_COUNT,
            facts.game().version(),
            rejection.name());
  }

  private static Decision settle(Account head, Operation.Settle settle, Facts facts) {
    Draft draft = draft(head, facts);
    return draft.closesNothing()
        ? new Nothing()
        : new Accepted(
            draft.entry(
                Kind.SETTLE, settle.trace(), STAMP_DOES_NOT_COUNT, facts.game().version(), null));
  }

  private static Decision adjust(Account head, Operation.Adjustment adjustment, Facts facts) {
    Draft draft = draft(head, facts);
    if (draft.available().add(adjustment.amount()).signum() < 0) {
      return new Rejected(Rejection.INSUFFICIENT_FUNDS);
    }
    draft.adjust(adjustment.amount());
    return new Accepted(
        draft.entry(
            Kind.ADJUSTMENT,
            adjustment.trace(),
            STAMP_DOES_NOT_COUNT,
            facts.game().version(),
            adjustment.operator() + ": " + adjustment.reason()));
  }

  private static Draft draft(Account head, Facts facts) {
    return new Draft(head, Closing.due(head, facts.game(), Closing.NOBODY));
  }
}
