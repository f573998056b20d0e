package io.fairfall.treasury;

import io.fairfall.crash.bets.Bet;
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.PublicBetEvent.Kind;
import java.math.BigInteger;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What facts of one round come to for the house.
 *
 * <p>A bet that has ended brings its stake less whatever was paid for it. A loss that was corrected
 * has two ends, one of nothing and one of the payout, and comes to the same as a cashout in time.
 * So neither the order of facts matters nor which of the two ends is told first, and the sum over
 * all facts is the sum of the house's legs in the accounts.
 *
 * @param house stakes kept less profits paid, in wei
 * @param open the bets whose end is not told
 */
public record RoundPnl(BigInteger house, List<PublicBetEvent> open) {

  /**
   * @param facts of one round, each once
   */
  public static RoundPnl of(Collection<PublicBetEvent> facts) {
    Map<Bet, BigInteger> ended = new LinkedHashMap<>();
    for (PublicBetEvent fact : facts) {
      if (fact.kind() != Kind.BET) {
        ended.putIfAbsent(Bet.of(fact), fact.stake().value());
        if (fact.payout() != null) {
          ended.merge(Bet.of(fact), fact.payout().value().negate(), BigInteger::add);
        }
      }
    }
    List<PublicBetEvent> open =
        facts.stream()
            .filter(fact -> fact.kind() == Kind.BET && !ended.containsKey(Bet.of(fact)))
            .toList();
    return new RoundPnl(ended.values().stream().reduce(BigInteger.ZERO, BigInteger::add), open);
  }

  /** Whether every bet that is told has an end that is told. */
  public boolean areComplete() {
    return open.isEmpty();
  }

  private record Bet(String player, String betId) {
    static Bet of(PublicBetEvent fact) {
      return new Bet(fact.player(), fact.betId());
    }
  }
}
