package io.fairfall.feed.snapshots;

import io.avaje.jsonb.Json;
import io.fairfall.feed.channels.Room;
import io.fairfall.game.bets.RoundFact;
import io.fairfall.json.JsonCodec;
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
record Board(String roundId, List<RoundFact> facts, @Nullable Integer omitted) {
  private static final Comparator<RoundFact> LARGEST_STAKE_FIRST =
      Comparator.comparing(RoundFact::stake)
          .reversed()
          .thenComparing(RoundFact::player)
          .thenComparing(RoundFact::betId);

  /** This board, without the smallest stakes that there is no room for. */
  Board cutTo(Room room) {
    int left = 0;
    while (left < facts.size() && room.take(bytes(facts.get(left)))) {
      left++;
    }
    int cut = facts.size() - left + (omitted == null ? 0 : omitted);
    return new Board(roundId, List.copyOf(facts.subList(0, left)), cut == 0 ? null : cut);
  }

  private static int bytes(RoundFact fact) {
    return JsonCodec.write(fact).length() + 1;
  }

  private record BetKey(String player, String betId) {}

  static Board of(String roundId, List<RoundFact> facts, Room room) {
    Map<BetKey, RoundFact> newest = new LinkedHashMap<>();
    for (RoundFact fact : facts) {
      newest.merge(
          new BetKey(fact.player(), fact.betId()),
          fact.withoutAuto(),
          (one, other) -> other.version() > one.version() ? other : one);
    }
    List<RoundFact> shown = new ArrayList<>();
    for (RoundFact fact : newest.values().stream().sorted(LARGEST_STAKE_FIRST).toList()) {
      if (!room.take(bytes(fact))) {
        return new Board(roundId, List.copyOf(shown), newest.size() - shown.size());
      }
      shown.add(fact);
    }
    return new Board(roundId, List.copyOf(shown), null);
  }
}
