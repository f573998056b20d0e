package io.fairfall.crash.bets;

import io.fairfall.crash.Flight;
import io.fairfall.crash.GameView;
import io.fairfall.ledger.GameFacts;
import io.fairfall.ledger.PastHold;
import java.util.Optional;

/**
 * What a decision rests on in the crash game.
 *
 * @param view the game at one version, with the rounds of all open bets in it
 * @param flight for a cashout: the flight of the bet's round, if that has started
 * @param past for a cashout: the bet, if it is not open any more
 */
public record CrashFacts(GameView view, Optional<Flight> flight, Optional<PastHold> past)
    implements GameFacts {
  @Override
  public long version() {
    return view.version();
  }
}
