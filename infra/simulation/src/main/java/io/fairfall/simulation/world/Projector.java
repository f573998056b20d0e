package io.fairfall.simulation.world;

import io.fairfall.game.bets.AccountFacts;
import io.fairfall.game.bets.RoundFact;
import io.fairfall.game.bets.RoundLog;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Account entries become facts of rounds. */
final class Projector extends Follower {
  private static final int MAX_REMEMBERED_ROUNDS = 4;

  private final Journals events;
  private final Map<Long, RoundLog> logs = new HashMap<>();

  Projector(World world, Stream stream) {
    super(world, stream);
    this.events = world.eventJournals();
  }

  @Override
  boolean follow(List<Entry> batch) {
    Map<Long, List<RoundFact>> news = new LinkedHashMap<>();
    for (Entry entry : batch) {
      if (io.fairfall.ledger.Accounts.playerOf(entry.journal()).isPresent()) {
        for (AccountFacts.InRound fact : AccountFacts.of(entry)) {
          news.computeIfAbsent(fact.roundId(), round -> new ArrayList<>()).add(fact.fact());
        }
      }
    }
    boolean isWhole = true;
    for (Map.Entry<Long, List<RoundFact>> round : news.entrySet()) {
      isWhole &= log(round.getKey()).add(round.getValue());
    }
    return isWhole;
  }

  @Override
  void restart() {
    logs.clear();
  }

  private RoundLog log(long roundId) {
    if (logs.size() > MAX_REMEMBERED_ROUNDS) {
      logs.clear();
    }
    return logs.computeIfAbsent(
        roundId, id -> new RoundLog(events, id, world.scheduler(), world.appendLoop()));
  }
}
