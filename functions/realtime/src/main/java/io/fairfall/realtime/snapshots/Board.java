package io.fairfall.realtime.snapshots;

import io.avaje.jsonb.Json;
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.json.JsonCodec;
import io.fairfall.realtime.channels.PayloadBudget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The snapshot of a round's bets: of each bet the newest fact, which tells its stake as well as its
 * end, the largest stakes first.
 *
 * @param omitted how many smaller bets did not fit into the message; absent if all did
 */
@Json
record Board(String roundId, List<PublicBetEvent> facts, @Nullable Integer omitted) {
  private static final Comparator<PublicBetEvent> LARGEST_STAKE_FIRST =
      Comparator.comparing(PublicBetEvent::stake)
          .reversed()
          .thenComparing(PublicBetEvent::player)
          .thenComparing(PublicBetEvent::betId);

  /** This board, without the smallest stakes that there is no room for. */
  Board cutTo(PayloadBudget budget) {
    int left = 0;
    while (left < facts.size() && budget.take(bytes(facts.get(left)))) {
      left++;
    }
    int cut = facts.size() - left + (omitted == null ? 0 : omitted);
    return new Board(roundId, List.copyOf(facts.subList(0, left)), cut == 0 ? null : cut);
  }

  private static int bytes(PublicBetEvent fact) {
    return JsonCodec.write(fact).length() + 1;
  }

  private record BetKey(String player, String betId) {}

  static Board of(String roundId, List<PublicBetEvent> facts, PayloadBudget budget) {
    Map<BetKey, PublicBetEvent> newest = new LinkedHashMap<>();
    for (PublicBetEvent fact : facts) {
      newest.merge(
          new BetKey(fact.player(), fact.betId()),
          fact.withoutAuto(),
          (one, other) -> other.version() > one.version() ? other : one);
    }
    List<PublicBetEvent> shown = new ArrayList<>();
    for (PublicBetEvent fact : newest.values().stream().sorted(LARGEST_STAKE_FIRST).toList()) {
      if (!budget.take(bytes(fact))) {
        return new Board(roundId, List.copyOf(shown), newest.size() - shown.size());
      }
      shown.add(fact);
    }
    return new Board(roundId, List.copyOf(shown), null);
  }
}
