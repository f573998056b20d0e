package io.fairfall.simulation.world;

import io.fairfall.crash.bets.AccountProjector;
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.crash.bets.RoundProjection;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.simulation.history.RunHistory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Account entries become facts of rounds. */
final class SimulatedProjector extends SimulatedStreamConsumer {
  private static final int MAX_REMEMBERED_ROUNDS = 4;

  private final Journals events;
  private final Map<Long, RoundProjection> logs = new HashMap<>();

  SimulatedProjector(SimulatedWorld world, Stream stream) {
    super(world, stream);
    this.events = world.eventJournals();
  }

  @Override
  boolean follow(List<Entry> batch) {
    Map<Long, List<PublicBetEvent>> news = new LinkedHashMap<>();
    for (Entry entry : batch) {
      if (io.fairfall.ledger.Accounts.playerOf(entry.journal()).isPresent()) {
        for (AccountProjector.InRound fact : AccountProjector.of(entry)) {
          news.computeIfAbsent(fact.roundId(), round -> new ArrayList<>()).add(fact.fact());
        }
      }
    }
    boolean isWhole = true;
    for (Map.Entry<Long, List<PublicBetEvent>> round : news.entrySet()) {
      isWhole &= log(round.getKey()).add(round.getValue());
    }
    return isWhole;
  }

  @Override
  void restart() {
    logs.clear();
  }

  private RoundProjection log(long roundId) {
    if (logs.size() > MAX_REMEMBERED_ROUNDS) {
      logs.clear();
    }
    return logs.computeIfAbsent(
        roundId,
        id ->
            new RoundProjection(
                events,
                id,
                world.scheduler(),
                world.appendLoop(),
                () -> 0,
                world.history().sizes().facts()));
  }

  /** Notes where an entry has as many facts as one may have. */
  static void countFacts(Entry entry, RunHistory history) {
    if (RoundFacts.roundOf(entry.journal()).isPresent()
        && RoundFacts.read(entry).size() == history.sizes().facts()) {
      history.reached("crash.facts");
    }
  }
}
