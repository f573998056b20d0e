package io.fairfall.treasury;

import io.fairfall.crash.GameJournal;
import io.fairfall.crash.Round;
import io.fairfall.crash.bets.DueSettlements;
import io.fairfall.crash.bets.OpenBet;
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.Journals;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.money.Multiplier;
import java.math.BigInteger;
import java.util.List;

/**
 * What the rounds that are not posted yet may still do to the bankroll.
 *
 * <p>A round is posted a minute or two after its end, and the next round's bounds are needed at
 * once. Until then a bet that has ended counts as it ended, and a bet that has not counts at the
 * worst: won at its target, or at the crash point if that is known and lower, for no cashout can
 * pay more, however late it is recorded. A bet that the projector has not told yet does not count.
 */
public final class Exposure {
  /** Rounds that are read at once. */
  private static final int ROUNDS_PER_PAGE = 50;

  /** Far more rounds than can end between two looks of the settler. */
  private static final int MAX_PAGES = 6;

  /** Postings come one by one, seconds apart: the second look is nearly always the last. */
  private static final int MAX_TRIES = 5;

  private Exposure() {}

  /**
   * The bankroll if everything that is open ends as badly as it can. It takes a few small reads for
   * each round of the last minutes.
   *
   * @param beforeRoundId only rounds that were opened before this one; {@link Long#MAX_VALUE} for
   *     all
   * @param since rounds that were settled before this instant are posted, in milliseconds since
   *     1970
   * @throws StoreUnavailableException if nobody can tell: more rounds are not posted than are
   *     looked at, or postings came all the time
   */
  public static BigInteger bankrollAtWorst(
      HouseJournal house, GameJournal game, Journals events, long beforeRoundId, long since) {
    HouseBalance before = house.books();
    for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
      BigInteger rest = notPosted(house, game, events, beforeRoundId, since);
      HouseBalance after = house.books();
      // a posting meanwhile would count twice or not at all
      if (after.version() == before.version()) {
        return after.bankroll().add(rest);
      }
      before = after;
    }
    throw unknown("rounds are being posted all the time");
  }

  private static BigInteger notPosted(
      HouseJournal house, GameJournal game, Journals events, long beforeRoundId, long since) {
    BigInteger rest = BigInteger.ZERO;
    long before = beforeRoundId;
    for (int page = 0; page < MAX_PAGES; page++) {
      List<Round> rounds = game.recent(before, ROUNDS_PER_PAGE);
      for (Round round : rounds) {
        if (round.isOver() && DueSettlements.everyoneAtMs(round) < since) {
          return rest;
        }
        BigInteger posted =
            house.posted(round.id()).map(RoundPosting::total).orElse(BigInteger.ZERO);
        RoundPnl pnl = RoundPnl.of(RoundFacts.all(events, round.id()));
        rest = rest.add(atWorst(round, pnl)).subtract(posted);
        before = round.id();
      }
      if (rounds.size() < ROUNDS_PER_PAGE) {
        return rest;
      }
    }
    throw unknown("more rounds than are looked at may not be posted yet");
  }

  private static StoreUnavailableException unknown(String why) {
    return new StoreUnavailableException(
        "the bankroll cannot be told", new IllegalStateException(why));
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
