package io.fairfall.crash.bets;

import io.fairfall.ledger.Release;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import org.jspecify.annotations.Nullable;

/**
 * How a bet ended.
 *
 * @param betId the bet's id
 * @param multiplier what it was paid at, or null if it was lost
 * @param payout zero if it was lost; the stake if it was refunded
 */
public record Close(
    long betId,
    long roundId,
    int seat,
    Wei stake,
    Result result,
    @Nullable Multiplier multiplier,
    Wei payout)
    implements Release {

  /** The ways in which a bet ends. */
  public enum Result {
    /** The round crashed first. */
    LOST,
    /** The player cashed out. */
    CASHED_OUT,
    /** The automatic target, or the cap, was reached. */
    AUTO,
    /** The round was voided. */
    REFUNDED,
    /** Closed as lost, but a cashout had arrived in time: paid after all. */
    CORRECTED
  }

  static Close paid(OpenBet bet, Result result, Multiplier multiplier) {
    return new Close(
        bet.id(),
        bet.roundId(),
        bet.seat(),
        bet.stake(),
        result,
        multiplier,
        bet.stake().times(multiplier));
  }

  static Close lost(OpenBet bet) {
    return new Close(bet.id(), bet.roundId(), bet.seat(), bet.stake(), Result.LOST, null, Wei.ZERO);
  }

  static Close refunded(OpenBet bet) {
    return paid(bet, Result.REFUNDED, Multiplier.ONE);
  }

  /** The bet that was lost is paid after all. */
  Close corrected(Multiplier at) {
    return new Close(betId, roundId, seat, stake, Result.CORRECTED, at, stake.times(at));
  }

  public boolean isWon() {
    return switch (result) {
      case CASHED_OUT, AUTO, CORRECTED -> true;
      case LOST, REFUNDED -> false;
    };
  }

  @Override
  public long holdId() {
    return betId;
  }

  @Override
  public boolean isLost() {
    return result == Result.LOST;
  }

  @Override
  public boolean isCorrection() {
    return result == Result.CORRECTED;
  }
}
