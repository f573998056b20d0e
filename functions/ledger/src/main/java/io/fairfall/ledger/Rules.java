package io.fairfall.ledger;

import io.fairfall.ledger.AccountEntry.Kind;
import io.fairfall.ledger.Decision.Accepted;
import io.fairfall.ledger.Decision.Nothing;
import io.fairfall.ledger.Decision.Rejected;
import io.fairfall.ledger.Decision.TooSoon;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The rules of an account as one pure function: account, operation and facts in, decision out. The
 * handlers, the simulation and the audit all call this and nothing else. What a player asks of the
 * game is decided by the game's own rules.
 */
public final class Rules {
  private Rules() {}

  /**
   * Decides an operation on an account.
   *
   * @param head the account as of its newest entry
   */
  public static Decision decide(Game game, Account head, Operation operation, Facts facts) {
    return switch (operation) {
      case GameOperation asked -> game.decide(head, asked, facts);
      case Operation.Settle settle -> settle(game, head, settle, facts);
      case Operation.Adjustment adjustment -> adjust(game, head, adjustment, facts);
      case Operation.Protect protect -> protect(game, head, protect, facts);
      case Operation.Withdrawal withdrawal -> WalletRule.withdraw(game, head, withdrawal, facts);
      case Operation.Deposit deposit -> WalletRule.deposit(game, head, deposit, facts);
      case Operation.Opening opening -> WalletRule.open(game, head, opening, facts);
      case Operation.WithdrawalPaid paid -> WalletRule.paid(game, head, paid, facts);
      case Operation.WithdrawalRefunded refunded -> WalletRule.refund(game, head, refunded, facts);
    };
  }

  /**
   * The entry that makes a rejection final: it stands where an earlier attempt, still on its way,
   * would have to be written.
   *
   * @param trace of the operation that is rejected
   */
  public static AccountEntry fence(
      Game game, Account head, Operation.Trace trace, Rejection rejection, Facts facts) {
    return Draft.of(game, head, facts, facts.nowMs()).entry(Kind.VOID, trace, rejection.name());
  }

  /** Why a void stands where the operation would have been. */
  public static Rejection rejection(Game game, AccountEntry fence) {
    String name = fence.requireNote();
    return Stream.concat(Arrays.stream(LedgerRejection.values()), game.rejections().stream())
        .filter(rejection -> rejection.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("nothing is rejected as " + name));
  }

  private static Decision settle(Game game, Account head, Operation.Settle settle, Facts facts) {
    Draft draft = Draft.of(game, head, facts, facts.nowMs());
    return draft.releasesNothing()
        ? new Nothing()
        : new Accepted(draft.entry(Kind.SETTLE, settle.trace(facts.format()), null));
  }

  private static Decision adjust(
      Game game, Account head, Operation.Adjustment adjustment, Facts facts) {
    Draft draft = Draft.of(game, head, facts, facts.nowMs());
    if (draft.available().add(adjustment.amount()).signum() < 0) {
      return new Rejected(LedgerRejection.INSUFFICIENT_FUNDS);
    }
    draft.move(Legs.houseToAvailable(adjustment.amount()));
    return new Accepted(
        draft.entry(Kind.ADJUSTMENT, adjustment.trace(facts.format()), adjustment.note()));
  }

  private static Decision protect(Game game, Account head, Operation.Protect protect, Facts facts) {
    if (head.isHurried(protect.stampMs())) {
      return new TooSoon();
    }
    Draft draft = Draft.of(game, head, facts, protect.stampMs());
    draft.protect(protect.change());
    return new Accepted(
        draft.entry(Kind.LIMITS, protect.trace(facts.format()), protect.change().written()));
  }
}
