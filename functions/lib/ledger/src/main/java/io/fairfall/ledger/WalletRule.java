package io.fairfall.ledger;

import io.fairfall.ledger.AccountEntry.Kind;
import io.fairfall.ledger.Decision.Accepted;
import io.fairfall.ledger.Decision.Nothing;
import io.fairfall.ledger.Decision.RateLimited;
import io.fairfall.ledger.Decision.Rejected;
import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.util.Optional;

/** Where money crosses the border between an account and the world outside. */
final class WalletRule {
  /**
   * No deposit brings an account above what a wallet can hold, so that what is won besides has room
   * in an amount.
   */
  private static final int MAX_HELD_BITS = 256;

  private WalletRule() {}

  static Decision deposit(
      Game game, Account head, Operation.Deposit deposit, DecisionContext context) {
    if (!hasRoom(head, deposit.amount())) {
      return new Rejected(LedgerRejection.LIMIT_REACHED);
    }
    return credit(game, head, deposit, Kind.DEPOSIT, deposit.receiptKey(), context);
  }

  /** Whether an account and a deposit are together no more than a wallet can hold. */
  static boolean hasRoom(Account head, Wei amount) {
    BigInteger held = head.available().value().add(head.locked().value());
    return held.add(amount.value()).bitLength() <= MAX_HELD_BITS;
  }

  /** Takes what there is, up to what is owed: a player who has spent it owes the rest. */
  static Decision reverse(
      Game game, Account head, Operation.DepositReversal reversal, DecisionContext context) {
    EntryBuilder builder = EntryBuilder.of(game, head, context, context.nowMs());
    Wei taking = new Wei(builder.available().min(reversal.owed().value()));
    if (taking.isZero() && !reversal.isFirst()) {
      return new Nothing();
    }
    builder.move(Legs.externalToAvailable(taking.value().negate()));
    return new Accepted(
        builder.entry(
            Kind.DEPOSIT_REVERSED, reversal.trace(context.format()), reversal.note(taking)));
  }

  static Decision open(
      Game game, Account head, Operation.Opening opening, DecisionContext context) {
    return credit(game, head, opening, Kind.OPENING, opening.receiptKey(), context);
  }

  static Decision refund(
      Game game, Account head, Operation.WithdrawalRefunded refunded, DecisionContext context) {
    String note = ExternalReceipts.note(refunded.receiptKey(), refunded.reason());
    return credit(game, head, refunded, Kind.WITHDRAWAL_REFUNDED, note, context);
  }

  /** The money left the account when it was asked for; this says that it has arrived. */
  static Decision paid(
      Game game, Account head, Operation.WithdrawalPaid paid, DecisionContext context) {
    String note = ExternalReceipts.note(paid.receiptKey(), paid.transaction());
    return new Accepted(
        EntryBuilder.of(game, head, context, context.nowMs())
            .entry(Kind.WITHDRAWAL_PAID, paid.trace(context.format()), note));
  }

  static Decision withdraw(
      Game game, Account head, Operation.Withdrawal withdrawal, DecisionContext context) {
    if (head.isRateLimited(withdrawal.stampMs())) {
      return new RateLimited();
    }
    if (context.requireSettings().withdrawalsPaused()) {
      return new Rejected(LedgerRejection.PAUSED);
    }
    if (withdrawal.amount().isZero()) {
      return new Rejected(LedgerRejection.VALIDATION);
    }
    if (withdrawal.amount().isLessThan(context.requireSettings().withdrawalMinimum())) {
      return new Rejected(LedgerRejection.WITHDRAWAL_TOO_SMALL);
    }
    Optional<Wei> most = context.requireSettings().withdrawalMaximum();
    if (most.isPresent() && most.get().isLessThan(withdrawal.amount())) {
      return new Rejected(LedgerRejection.WITHDRAWAL_TOO_LARGE); // it could never be sent
    }
    EntryBuilder builder = EntryBuilder.of(game, head, context, withdrawal.stampMs());
    if (builder.available().compareTo(withdrawal.amount().value()) < 0) {
      return new Rejected(LedgerRejection.INSUFFICIENT_FUNDS);
    }
    builder.move(Legs.externalToAvailable(withdrawal.amount().value().negate()));
    return new Accepted(
        builder.entry(Kind.WITHDRAWAL, withdrawal.trace(context.format()), withdrawal.to()));
  }

  private static Decision credit(
      Game game,
      Account head,
      Operation.External credit,
      Kind kind,
      String note,
      DecisionContext context) {
    if (credit.amount().isZero()) {
      return new Rejected(LedgerRejection.VALIDATION);
    }
    EntryBuilder builder = EntryBuilder.of(game, head, context, context.nowMs());
    builder.move(Legs.externalToAvailable(credit.amount().value()));
    return new Accepted(builder.entry(kind, credit.trace(context.format()), note));
  }
}
