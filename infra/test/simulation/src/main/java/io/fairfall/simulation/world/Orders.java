package io.fairfall.simulation.world;

import io.fairfall.crash.bets.Bet;
import io.fairfall.crash.bets.Cashout;
import io.fairfall.ledger.Limits;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.OperationId;
import io.fairfall.ledger.PlayerLimits;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import io.fairfall.simulation.dice.DiceGame;
import io.fairfall.simulation.history.RequestedOperation;
import java.util.OptionalLong;

/** What was asked, as the ledger's operations. The checker reads requests in the same way. */
public final class Orders {
  public static final String TRANSACTION = "0xpaid";
  public static final String REASON = "simulated";

  private static final String OPERATOR = "operator";
  private static final String ADDRESS = "0xaway";

  private Orders() {}

  /** The operation that a request stands for when it arrives at an instant. */
  public static Operation of(RequestedOperation requestedOperation, long stampMs) {
    return switch (requestedOperation.kind()) {
      case BET -> bet(requestedOperation, stampMs);
      case CASHOUT -> cashout(requestedOperation, stampMs);
      case ROLL -> roll(requestedOperation, stampMs);
      case ADJUSTMENT -> adjustment(requestedOperation);
      case WITHDRAWAL -> withdrawal(requestedOperation, stampMs);
      case LIMITS -> protect(requestedOperation, stampMs);
      case DEPOSIT -> deposit(requestedOperation);
      case OPENING ->
          new Operation.Opening(requestedOperation.key(), new Wei(requestedOperation.amount()));
      case WITHDRAWAL_PAID ->
          new Operation.WithdrawalPaid(
              requestedOperation.key(), new Wei(requestedOperation.amount()), TRANSACTION);
      case WITHDRAWAL_REFUNDED ->
          new Operation.WithdrawalRefunded(
              requestedOperation.key(), new Wei(requestedOperation.amount()), REASON);
    };
  }

  public static Bet bet(RequestedOperation requestedOperation, long stampMs) {
    return new Bet(
        id(requestedOperation),
        requestedOperation.roundId(),
        requestedOperation.seat(),
        new Wei(requestedOperation.amount()),
        requestedOperation.autoHundredths() == 0
            ? null
            : new Multiplier(requestedOperation.autoHundredths()),
        requestedOperation.expectedVersion() < 0
            ? OptionalLong.empty()
            : OptionalLong.of(requestedOperation.expectedVersion()),
        stampMs);
  }

  public static Cashout cashout(RequestedOperation requestedOperation, long stampMs) {
    return new Cashout(requestedOperation.betId(), stampMs);
  }

  static DiceGame.Roll roll(RequestedOperation requestedOperation, long stampMs) {
    return new DiceGame.Roll(
        id(requestedOperation),
        requestedOperation.seat(),
        requestedOperation.roundId(),
        new Wei(requestedOperation.amount()),
        stampMs);
  }

  public static Operation.Adjustment adjustment(RequestedOperation requestedOperation) {
    return new Operation.Adjustment(
        id(requestedOperation), requestedOperation.amount(), REASON, OPERATOR);
  }

  public static Operation.Withdrawal withdrawal(
      RequestedOperation requestedOperation, long stampMs) {
    return new Operation.Withdrawal(
        id(requestedOperation), new Wei(requestedOperation.amount()), ADDRESS, stampMs);
  }

  public static Operation.Deposit deposit(RequestedOperation requestedOperation) {
    return new Operation.Deposit(requestedOperation.key(), new Wei(requestedOperation.amount()));
  }

  /**
   * A daily limit of an amount; one that ends in zero comes with a day's cool-off, and a seat is
   * the minutes of a reminder.
   */
  public static Operation.ChangePlayerLimits protect(
      RequestedOperation requestedOperation, long stampMs) {
    Wei limit = new Wei(requestedOperation.amount());
    int coolOffDays = requestedOperation.amount().intValue() % 10 == 0 ? 1 : 0;
    return new Operation.ChangePlayerLimits(
        id(requestedOperation),
        new PlayerLimits.Change(
            new Limits(limit, null, null, null), coolOffDays, 0, requestedOperation.seat()),
        stampMs);
  }

  private static OperationId id(RequestedOperation requestedOperation) {
    return OperationId.parse(requestedOperation.key()).orElseThrow();
  }
}
