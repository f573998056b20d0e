package io.fairfall.ledger;

import io.fairfall.game.Round;
import io.fairfall.game.RoundEvent.Opened;
import io.fairfall.ledger.Decision.Accepted;
import io.fairfall.ledger.Decision.Rejected;
import io.fairfall.ledger.Decision.TooSoon;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.util.Optional;

/** Where a bet is decided, one line for each rule, in the order in which they are told. */
final class BetRule {
  /** Below this an automatic cashout would win nothing. */
  static final Multiplier MIN_AUTO_CASHOUT = new Multiplier(101);

  private static final BigInteger HUNDRED = BigInteger.valueOf(100);
  private static final BigInteger LARGEST_CAP = BigInteger.valueOf(Long.MAX_VALUE);

  private BetRule() {}

  static Decision decide(Account head, Operation.Bet bet, Facts facts) {
    if (head.isHurried(bet.stampMs())) {
      return new TooSoon();
    }
    Draft draft = Draft.of(head, facts, bet.stampMs());
    Optional<Rejection> rejection = rejection(head, draft, bet, facts);
    if (rejection.isPresent()) {
      return new Rejected(rejection.get());
    }
    Opened terms = facts.game().round(bet.roundId()).orElseThrow().opened();
    draft.place(
        new OpenBet(
            head.version() + 1,
            bet.roundId(),
            bet.seat(),
            bet.stake(),
            bet.autoCashout(),
            cap(bet.stake(), terms.maxProfit())));
    return new Accepted(draft.entry(AccountEntry.Kind.BET, bet.trace(facts.format()), null));
  }

  private static Optional<Rejection> rejection(
      Account head, Draft draft, Operation.Bet bet, Facts facts) {
    if (facts.settings().settings().bettingPaused()) {
      return Optional.of(Rejection.PAUSED);
    }
    Optional<Round> round = facts.game().round(bet.roundId());
    if (round.isEmpty() || facts.game().version() != bet.roundId()) {
      return Optional.of(Rejection.ROUND_CLOSED);
    }
    Opened terms = round.get().opened();
    if (bet.stampMs() >= terms.closesAt() || facts.nowMs() >= terms.closesAt()) {
      return Optional.of(Rejection.ROUND_CLOSED);
    }
    if (draft.protection().isExcluded()) {
      return Optional.of(Rejection.EXCLUDED);
    }
    if (bet.stake().isLessThan(terms.minStake())
        || maxStake(terms, facts).isLessThan(bet.stake())) {
      return Optional.of(Rejection.STAKE_OUT_OF_BOUNDS);
    }
    if (bet.autoCashout() != null && MIN_AUTO_CASHOUT.isAbove(bet.autoCashout())) {
      return Optional.of(Rejection.VALIDATION);
    }
    if (!canWin(bet.stake(), terms.maxProfit())) {
      return Optional.of(Rejection.STAKE_OUT_OF_BOUNDS);
    }
    if (head.seats().isTaken(bet.roundId(), bet.seat())) {
      return Optional.of(Rejection.SEAT_TAKEN);
    }
    if (draft.openBets() >= Account.MAX_OPEN_BETS) {
      return Optional.of(Rejection.LIMIT_REACHED);
    }
    if (!draft.protection().allows(bet.stake(), draft.locked())) {
      return Optional.of(Rejection.PLAYER_LIMIT);
    }
    if (draft.available().compareTo(bet.stake().value()) < 0) {
      return Optional.of(Rejection.INSUFFICIENT_FUNDS);
    }
    return Optional.empty();
  }

  private static Wei maxStake(Opened terms, Facts facts) {
    return facts.settings().settings().maxStakeOf(facts.player(), terms.maxStake());
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
