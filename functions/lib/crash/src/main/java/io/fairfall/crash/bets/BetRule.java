package io.fairfall.crash.bets;

import io.fairfall.crash.Round;
import io.fairfall.crash.RoundEvent.Opened;
import io.fairfall.ledger.Account;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Decision;
import io.fairfall.ledger.Decision.Accepted;
import io.fairfall.ledger.Decision.RateLimited;
import io.fairfall.ledger.Decision.Rejected;
import io.fairfall.ledger.DecisionContext;
import io.fairfall.ledger.EntryBuilder;
import io.fairfall.ledger.Game;
import io.fairfall.ledger.LedgerRejection;
import io.fairfall.ledger.Rejection;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Where a bet is decided, one line for each rule, in the order in which they are told. The last of
 * them are the account's, the same in every game: how many holds may be open, the player's own
 * limits, and what there is to stake ({@link EntryBuilder#refusal}).
 */
final class BetRule {
  /** Below this an automatic cashout would win nothing. */
  static final Multiplier MIN_AUTO_CASHOUT = new Multiplier(101);

  private static final BigInteger HUNDRED = BigInteger.valueOf(100);
  private static final BigInteger LARGEST_CAP = BigInteger.valueOf(Long.MAX_VALUE);

  private BetRule() {}

  static Decision decide(
      Game game, Account head, Bet bet, DecisionContext context, CrashFacts crash) {
    if (head.isRateLimited(bet.stampMs())) {
      return new RateLimited();
    }
    EntryBuilder builder = EntryBuilder.of(game, head, context, bet.stampMs());
    Optional<Rejection> rejection = rejection(head, builder, bet, context, crash);
    if (rejection.isPresent()) {
      return new Rejected(rejection.get());
    }
    Opened terms = crash.view().round(bet.roundId()).orElseThrow().opened();
    builder.place(
        new OpenBet(
            head.version() + 1,
            bet.roundId(),
            bet.seat(),
            bet.stake(),
            bet.autoCashout(),
            cap(bet.stake(), terms.maxProfit())),
        Seats.of(head).take(bet.roundId(), bet.seat()));
    return new Accepted(builder.entry(AccountEntry.Kind.BET, bet.trace(context.format()), null));
  }

  private static Optional<Rejection> rejection(
      Account head, EntryBuilder builder, Bet bet, DecisionContext context, CrashFacts crash) {
    if (context.requireSettings().bettingPaused()) {
      return Optional.of(LedgerRejection.PAUSED);
    }
    Optional<Round> round = crash.view().round(bet.roundId());
    if (round.isEmpty() || crash.version() != bet.roundId()) {
      return Optional.of(CrashRejection.ROUND_CLOSED);
    }
    Opened terms = round.get().opened();
    if (bet.stampMs() >= terms.closesAt() || context.nowMs() >= terms.closesAt()) {
      return Optional.of(CrashRejection.ROUND_CLOSED);
    }
    if (builder.isExcluded()) {
      return Optional.of(LedgerRejection.EXCLUDED);
    }
    if (isUnfunded(terms)) {
      return Optional.of(CrashRejection.HOUSE_UNFUNDED);
    }
    if (bet.stake().isLessThan(terms.minStake())
        || maxStake(terms, context).isLessThan(bet.stake())) {
      return Optional.of(CrashRejection.STAKE_OUT_OF_BOUNDS);
    }
    if (bet.autoCashout() != null && MIN_AUTO_CASHOUT.isAbove(bet.autoCashout())) {
      return Optional.of(LedgerRejection.VALIDATION);
    }
    if (!canWin(bet.stake(), terms.maxProfit())) {
      return Optional.of(CrashRejection.STAKE_OUT_OF_BOUNDS);
    }
    if (Seats.of(head).isTaken(bet.roundId(), bet.seat())) {
      return Optional.of(CrashRejection.SEAT_TAKEN);
    }
    return builder.refusal(bet.stake());
  }

  private static Wei maxStake(Opened terms, DecisionContext context) {
    return context.requireSettings().maxStakeOf(context.player(), terms.maxStake());
  }

  /** Whether not even the smallest stake of a round can win: its bankroll allows no profit. */
  static boolean isUnfunded(Opened terms) {
    return !canWin(terms.minStake(), terms.maxProfit());
  }

  /** Whether a stake can win a hundredth of itself: with less the house could only keep it. */
  static boolean canWin(Wei stake, Wei maxProfit) {
    return cap(stake, maxProfit).isAbove(Multiplier.ONE);
  }

  /** The highest multiplier whose profit on a stake is within the maximum, rounded down. */
  static Multiplier cap(Wei stake, Wei maxProfit) {
    BigInteger profitHundredths = maxProfit.value().multiply(HUNDRED).divide(stake.value());
    return new Multiplier(profitHundredths.add(HUNDRED).min(LARGEST_CAP).longValueExact());
  }
}
