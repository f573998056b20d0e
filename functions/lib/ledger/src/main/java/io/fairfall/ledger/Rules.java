package io.fairfall.ledger;

import io.fairfall.ledger.AccountEntry.Kind;
import io.fairfall.ledger.Decision.Accepted;
import io.fairfall.ledger.Decision.Nothing;
import io.fairfall.ledger.Decision.RateLimited;
import io.fairfall.ledger.Decision.Rejected;
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
  public static Decision decide(
      Game game, Account head, Operation operation, DecisionContext context) {
    return switch (operation) {
      case GameOperation asked -> game.decide(head, asked, context);
      case Operation.Settle settle -> settle(game, head, settle, context);
      case Operation.Adjustment adjustment -> adjust(game, head, adjustment, context);
      case Operation.ChangePlayerLimits limits -> protect(game, head, limits, context);
      case Operation.Withdrawal withdrawal -> WalletRule.withdraw(game, head, withdrawal, context);
      case Operation.Deposit deposit -> WalletRule.deposit(game, head, deposit, context);
      case Operation.DepositReversal reversal -> WalletRule.reverse(game, head, reversal, context);
      case Operation.Opening opening -> WalletRule.open(game, head, opening, context);
      case Operation.WithdrawalPaid paid -> WalletRule.paid(game, head, paid, context);
      case Operation.WithdrawalRefunded refunded ->
          WalletRule.refund(game, head, refunded, context);
    };
  }

  /**
   * The entry that makes a rejection final: it stands where an earlier attempt, still on its way,
   * would have to be written.
   *
   * @param fingerprint of the operation that is rejected
   */
  public static AccountEntry fence(
      Game game,
      Account head,
      Operation.RequestFingerprint fingerprint,
      Rejection rejection,
      DecisionContext context) {
    return EntryBuilder.of(game, head, context, context.nowMs())
        .entry(Kind.VOID, fingerprint, rejection.name());
  }

  /** Why a void stands where the operation would have been. */
  public static Rejection rejection(Game game, AccountEntry fence) {
    String name = fence.requireNote();
    return Stream.concat(Arrays.stream(LedgerRejection.values()), game.rejections().stream())
        .filter(rejection -> rejection.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("nothing is rejected as " + name));
  }

  private static Decision settle(
      Game game, Account head, Operation.Settle settle, DecisionContext context) {
    EntryBuilder builder = EntryBuilder.of(game, head, context, context.nowMs());
    return builder.releasesNothing()
        ? new Nothing()
        : new Accepted(builder.entry(Kind.SETTLE, settle.trace(context.format()), null));
  }

  private static Decision adjust(
      Game game, Account head, Operation.Adjustment adjustment, DecisionContext context) {
    EntryBuilder builder = EntryBuilder.of(game, head, context, context.nowMs());
    if (builder.available().add(adjustment.amount()).signum() < 0) {
      return new Rejected(LedgerRejection.INSUFFICIENT_FUNDS);
    }
    builder.move(Legs.houseToAvailable(adjustment.amount()));
    return new Accepted(
        builder.entry(Kind.ADJUSTMENT, adjustment.trace(context.format()), adjustment.note()));
  }

  private static Decision protect(
      Game game, Account head, Operation.ChangePlayerLimits limits, DecisionContext context) {
    if (head.isRateLimited(limits.stampMs())) {
      return new RateLimited();
    }
    EntryBuilder builder = EntryBuilder.of(game, head, context, limits.stampMs());
    builder.protect(limits.change());
    return new Accepted(
        builder.entry(Kind.LIMITS, limits.trace(context.format()), limits.change().written()));
  }
}
