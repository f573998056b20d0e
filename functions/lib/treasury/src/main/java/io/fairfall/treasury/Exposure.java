package io.fairfall.treasury;

import io.fairfall.crash.Round;
import io.fairfall.crash.bets.OpenBet;
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.money.Multiplier;
import java.math.BigInteger;
import java.util.List;

/**
 * What the rounds that are not posted yet may still do to the bankroll. Nothing here knows a store
 * or a clock: {@link ExposureReader} reads what it is made of.
 *
 * <p>A round is posted a minute or two after its end, and the next round's bounds are needed at
 * once. Until then a bet that has ended counts as it ended, and a bet that has not counts at the
 * worst: won at its target, or at the crash point if that is known and lower, for no cashout can
 * pay more, however late it is recorded. A bet that the projector has not told yet does not count.
 *
 * @param books what the house owns over the rounds that are posted
 * @param unposted what the others come to at the worst, less what is posted of them, in wei: below
 *     nothing where they may cost more than they bring
 * @param rounds how many others were looked at
 */
public record Exposure(HouseBalance books, BigInteger unposted, int rounds) {

  /**
   * A round that may not be posted whole.
   *
   * @param pnl what is told of it
   * @param posted what is posted of it, in wei
   */
  public record Unposted(Round round, RoundPnl pnl, BigInteger posted) {
    BigInteger atWorst() {
      return Exposure.atWorst(round, pnl).subtract(posted);
    }
  }

  /** The books, and every round that may not be posted whole. */
  public static Exposure of(HouseBalance books, List<Unposted> rounds) {
    BigInteger sum =
        rounds.stream().map(Unposted::atWorst).reduce(BigInteger.ZERO, BigInteger::add);
    return new Exposure(books, sum, rounds.size());
  }

  /** The bankroll in wei if everything that is open ends as badly as it can. */
  public BigInteger bankrollAtWorst() {
    return books.bankroll().add(unposted);
  }

  /** What a round comes to at the worst, in wei. */
  static BigInteger atWorst(Round round, RoundPnl pnl) {
    return pnl.open().stream()
        .map(bet -> largestProfit(round, bet))
        .reduce(pnl.house(), BigInteger::subtract);
  }

  private static BigInteger largestProfit(Round round, PublicBetEvent bet) {
    if (round.voided().isPresent()) {
      return BigInteger.ZERO;
    }
    Multiplier target =
        round.bounded(OpenBet.targetOf(bet.stake(), bet.auto(), round.opened().maxProfit()));
    Multiplier highest = round.crashed() == null ? target : target.min(round.crashed().crash());
    return bet.stake().times(highest).value().subtract(bet.stake().value());
  }
}
