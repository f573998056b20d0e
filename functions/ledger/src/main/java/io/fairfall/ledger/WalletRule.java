package io.fairfall.ledger;

import io.fairfall.ledger.AccountEntry.Kind;
import io.fairfall.ledger.Decision.Accepted;
import io.fairfall.ledger.Decision.Rejected;
import io.fairfall.ledger.Decision.TooSoon;

/** Where money crosses the border between an account and the world outside. */
final class WalletRule {
  private WalletRule() {}

  static Decision deposit(Game game, Account head, Operation.Deposit deposit, Facts facts) {
    return credit(game, head, deposit, Kind.DEPOSIT, deposit.receiptKey(), facts);
  }

  static Decision open(Game game, Account head, Operation.Opening opening, Facts facts) {
    return credit(game, head, opening, Kind.OPENING, opening.receiptKey(), facts);
  }

  static Decision refund(
      Game game, Account head, Operation.WithdrawalRefunded refunded, Facts facts) {
    String note = Externals.note(refunded.receiptKey(), refunded.reason());
    return credit(game, head, refunded, Kind.WITHDRAWAL_REFUNDED, note, facts);
  }

  /** The money left the account when it was asked for; this says that it has arrived. */
  static Decision paid(Game game, Account head, Operation.WithdrawalPaid paid, Facts facts) {
    String note = Externals.note(paid.receiptKey(), paid.transaction());
    return new Accepted(
        Draft.of(game, head, facts, facts.nowMs())
            .entry(Kind.WITHDRAWAL_PAID, paid.trace(facts.format()), note));
  }

  static Decision withdraw(Game game, Account head, Operation.Withdrawal withdrawal, Facts facts) {
    if (head.isHurried(withdrawal.stampMs())) {
      return new TooSoon();
    }
    if (facts.requireSettings().withdrawalsPaused()) {
      return new Rejected(LedgerRejection.PAUSED);
    }
    if (withdrawal.amount().isZero()) {
      return new Rejected(LedgerRejection.VALIDATION);
    }
    Draft draft = Draft.of(game, head, facts, withdrawal.stampMs());
    if (draft.available().compareTo(withdrawal.amount().value()) < 0) {
      return new Rejected(LedgerRejection.INSUFFICIENT_FUNDS);
    }
    draft.move(Legs.externalToAvailable(withdrawal.amount().value().negate()));
    return new Accepted(
        draft.entry(Kind.WITHDRAWAL, withdrawal.trace(facts.format()), withdrawal.to()));
  }

  private static Decision credit(
      Game game, Account head, Operation.External credit, Kind kind, String note, Facts facts) {
    if (credit.amount().isZero()) {
      return new Rejected(LedgerRejection.VALIDATION);
    }
    Draft draft = Draft.of(game, head, facts, facts.nowMs());
    draft.move(Legs.externalToAvailable(credit.amount().value()));
    return new Accepted(draft.entry(kind, credit.trace(facts.format()), note));
  }
}
