package io.fairfall.simulation.world;

import io.fairfall.game.bets.Bet;
import io.fairfall.game.bets.Cashout;
import io.fairfall.ledger.Limits;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.OperationId;
import io.fairfall.ledger.Protection;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import io.fairfall.simulation.history.Asked;
import java.util.OptionalLong;

/** What was asked, as the ledger's operations. The checker reads requests in the same way. */
public final class Orders {
  public static final String TRANSACTION = "0xpaid";
  public static final String REASON = "simulated";

  private static final String OPERATOR = "operator";
  private static final String ADDRESS = "0xaway";

  private Orders() {}

  /** The operation that a request stands for when it arrives at an instant. */
  public static Operation of(Asked asked, long stampMs) {
    return switch (asked.kind()) {
      case BET -> bet(asked, stampMs);
      case CASHOUT -> cashout(asked, stampMs);
      case ADJUSTMENT -> adjustment(asked);
      case WITHDRAWAL -> withdrawal(asked, stampMs);
      case LIMITS -> protect(asked, stampMs);
      case DEPOSIT -> deposit(asked);
      case OPENING -> new Operation.Opening(asked.key(), new Wei(asked.amount()));
      case WITHDRAWAL_PAID ->
          new Operation.WithdrawalPaid(asked.key(), new Wei(asked.amount()), TRANSACTION);
      case WITHDRAWAL_REFUNDED ->
          new Operation.WithdrawalRefunded(asked.key(), new Wei(asked.amount()), REASON);
    };
  }

  public static Bet bet(Asked asked, long stampMs) {
    return new Bet(
        id(asked),
        asked.roundId(),
        asked.seat(),
        new Wei(asked.amount()),
        asked.autoHundredths() == 0 ? null : new Multiplier(asked.autoHundredths()),
        asked.expectedVersion() < 0
            ? OptionalLong.empty()
            : OptionalLong.of(asked.expectedVersion()),
        stampMs);
  }

  public static Cashout cashout(Asked asked, long stampMs) {
    return new Cashout(asked.betId(), stampMs);
  }

  public static Operation.Adjustment adjustment(Asked asked) {
    return new Operation.Adjustment(id(asked), asked.amount(), REASON, OPERATOR);
  }

  public static Operation.Withdrawal withdrawal(Asked asked, long stampMs) {
    return new Operation.Withdrawal(id(asked), new Wei(asked.amount()), ADDRESS, stampMs);
  }

  public static Operation.Deposit deposit(Asked asked) {
    return new Operation.Deposit(asked.key(), new Wei(asked.amount()));
  }

  /** A daily limit of an amount; one that ends in zero comes with a day's cool-off. */
  public static Operation.Protect protect(Asked asked, long stampMs) {
    Wei limit = new Wei(asked.amount());
    int coolOffDays = asked.amount().intValue() % 10 == 0 ? 1 : 0;
    return new Operation.Protect(
        id(asked),
        new Protection.Change(new Limits(limit, null, null, null), coolOffDays, 0, 0),
        stampMs);
  }

  private static OperationId id(Asked asked) {
    return OperationId.parse(asked.key()).orElseThrow();
  }
}
