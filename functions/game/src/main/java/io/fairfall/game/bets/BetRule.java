package io.fairfall.game.bets;

import io.fairfall.game.Round;
import io.fairfall.game.RoundEvent.Opened;
import io.fairfall.ledger.Account;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Decision;
import io.fairfall.ledger.Decision.Accepted;
import io.fairfall.ledger.Decision.Rejected;
import io.fairfall.ledger.Decision.TooSoon;
import io.fairfall.ledger.Draft;
import io.fairfall.ledger.Facts;
import io.fairfall.ledger.Game;
import io.fairfall.ledger.LedgerRejection;
import io.fairfall.ledger.Rejection;
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

  static Decision decide(Game game, Account head, Bet bet, Facts facts, CrashFacts crash) {
    if (head.isHurried(bet.stampMs())) {
      return new TooSoon();
    }
    Draft draft = Draft.of(game, head, facts, bet.stampMs());
    Optional<Rejection> rejection = rejection(head, draft, bet, facts, crash);
    if (rejection.isPresent()) {
      return new Rejected(rejection.get());
    }
    Opened terms = crash.view().round(bet.roundId()).orElseThrow().opened();
    draft.place(
        new OpenBet(
            head.version() + 1,
            bet.roundId(),
            bet.seat(),
            bet.stake(),
            bet.autoCashout(),
            cap(bet.stake(), terms.maxProfit())),
        Seats.of(head).take(bet.roundId(), bet.seat()));
    return new Accepted(draft.entry(AccountEntry.Kind.BET, bet.trace(facts.format()), null));
  }

  private static Optional<Rejection> rejection(
      Account head, Draft draft, Bet bet, Facts facts, CrashFacts crash) {
    if (facts.requireSettings().bettingPaused()) {
      return Optional.of(LedgerRejection.PAUSED);
    }
    Optional<Round> round = crash.view().round(bet.roundId());
    if (round.isEmpty() || crash.version() != bet.roundId()) {
      return Optional.of(CrashRejection.ROUND_CLOSED);
    }
    Opened terms = round.get().opened();
    if (bet.stampMs() >= terms.closesAt() || facts.nowMs() >= terms.closesAt()) {
      return Optional.of(CrashRejection.ROUND_CLOSED);
    }
    if (draft.isExcluded()) {
      return Optional.of(LedgerRejection.EXCLUDED);
    }
    if (bet.stake().isLessThan(terms.minStake())
        || maxStake(terms, facts).isLessThan(bet.stake())) {
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
    return draft.refusal(bet.stake());
  }

  private static Wei maxStake(Opened terms, Facts facts) {
    return facts.requireSettings().maxStakeOf(facts.player(), terms.maxStake());
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
