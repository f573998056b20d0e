package io.fairfall.crash.bets;

import io.fairfall.crash.Round;
import io.fairfall.crash.bets.PublicBetEvent.Kind;
import io.fairfall.money.Multiplier;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Whose account a round's end is to be written into, and when.
 *
 * <p>Winners by target and everyone in a voided round at once: they see their money. The others a
 * minute later: a loss needs no write if the player bets again meanwhile, for every entry of an
 * account closes what is over; and a cashout that is still under way finds the bet open.
 */
public final class DueSettlements {
  /** How long after the crash everyone left is settled. */
  public static final long EVERYONE_AFTER_MS = 60_000;

  private DueSettlements() {}

  /** The players who are due now, from bets that the facts do not show as ended. */
  public static Set<String> players(Round round, Collection<PublicBetEvent> facts, long nowMs) {
    Set<String> players = new LinkedHashSet<>();
    if (!round.isOver()) {
      return players;
    }
    Set<Bet> ended = new LinkedHashSet<>();
    facts.stream()
        .filter(fact -> fact.kind() != Kind.BET)
        .map(DueSettlements::bet)
        .forEach(ended::add);
    for (PublicBetEvent fact : facts) {
      if (fact.kind() == Kind.BET && !ended.contains(bet(fact)) && isDue(round, fact, nowMs)) {
        players.add(fact.player());
      }
    }
    return players;
  }

  /** The instant from which everyone left is due. */
  public static long everyoneAtMs(Round round) {
    return endedAtMs(round) + EVERYONE_AFTER_MS;
  }

  private static boolean isDue(Round round, PublicBetEvent bet, long nowMs) {
    return round.voided().isPresent()
        || nowMs >= everyoneAtMs(round)
        || (round.crashed() != null && !target(round, bet).isAbove(round.crashed().crash()));
  }

  private static Multiplier target(Round round, PublicBetEvent bet) {
    return round.bounded(OpenBet.targetOf(bet.stake(), bet.auto(), round.opened().maxProfit()));
  }

  private static long endedAtMs(Round round) {
    return round.crashed() == null ? round.startsAt() : round.crashed().crashedAt();
  }

  private static Bet bet(PublicBetEvent fact) {
    return new Bet(fact.player(), fact.betId());
  }

  private record Bet(String player, String betId) {}
}
