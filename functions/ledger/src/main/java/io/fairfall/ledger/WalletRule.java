package io.fairfall.ledger;

import io.fairfall.ledger.AccountEntry.Kind;
import io.fairfall.ledger.Decision.Accepted;
import io.fairfall.ledger.Decision.Rejected;
import io.fairfall.ledger.Decision.TooSoon;

/** Where money crosses the border between an account and the world outside. */
final class WalletRule {
  private WalletRule() {}

  static Decision deposit(Account head, Operation.Deposit deposit, Facts facts) {
    return credit(head, deposit, Kind.DEPOSIT, deposit.key(), facts);
  }

  static Decision open(Account head, Operation.Opening opening, Facts facts) {
    return credit(head, opening, Kind.OPENING, opening.key(), facts);
  }

  static Decision refund(Account head, Operation.WithdrawalRefunded refunded, Facts facts) {
    String note = Externals.note(refunded.key(), refunded.reason());
    return credit(head, refunded, Kind.WITHDRAWAL_REFUNDED, note, facts);
  }

  /** The money left the account when it was asked for; this says that it has arrived. */
  static Decision paid(Account head, Operation.WithdrawalPaid paid, Facts facts) {
    String note = Externals.note(paid.key(), paid.transaction());
    return new Accepted(
        Draft.of(head, facts, facts.nowMs())
            .entry(Kind.WITHDRAWAL_PAID, paid.trace(facts.format()), note));
  }

  static Decision withdraw(Account head, Operation.Withdrawal withdrawal, Facts facts) {
    if (head.isHurried(withdrawal.stampMs())) {
      return new TooSoon();
    }
    if (facts.settings().settings().withdrawalsPaused()) {
      return new Rejected(Rejection.PAUSED);
    }
    if (withdrawal.amount().isZero()) {
      return new Rejected(Rejection.VALIDATION);
    }
    Draft draft = Draft.of(head, facts, withdrawal.stampMs());
    if (draft.available().compareTo(withdrawal.amount().value()) < 0) {
      return new Rejected(Rejection.INSUFFICIENT_FUNDS);
    }
    draft.move(Legs.externalToAvailable(withdrawal.amount().value().negate()));
    return new Accepted(
        draft.entry(Kind.WITHDRAWAL, withdrawal.trace(facts.format()), withdrawal.to()));
  }

  private static <O extends Operation & Operation.External> Decision credit(
      Account head, O credit, Kind kind, String note, Facts facts) {
    if (credit.amount().isZero()) {
      return new Rejected(Rejection.VALIDATION);
    }
    Draft draft = Draft.of(head, facts, facts.nowMs());
    draft.move(Legs.externalToAvailable(credit.amount().value()));
    return new Accepted(draft.entry(kind, credit.trace(facts.format()), note));
  }
}
