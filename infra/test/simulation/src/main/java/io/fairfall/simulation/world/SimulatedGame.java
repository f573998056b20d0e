package io.fairfall.simulation.world;

import io.fairfall.journal.Entry;
import io.fairfall.ledger.Game;
import io.fairfall.simulation.history.RequestedOperation;
import java.util.List;

/** The game that a run is about: its rules, and everybody who is there for its sake. */
interface SimulatedGame {
  /** The rules for one handler, with what it remembers. */
  Game rules();

  /** The journal whose version is the game's. */
  String journal();

  /** Who makes the game go on, until the clients have nothing to ask any more. */
  Runnable host();

  /** A browser tab. */
  Runnable tab(String player);

  /** Who follows the accounts' stream; nobody where nothing is told of accounts. */
  List<Runnable> projectors();

  /** Who ends stakes. */
  Runnable settler();

  /** Whether an entry of the events' table is news for the settler. */
  boolean isNews(Entry entry);

  /** One more time, when the host has gone; bets are taken meanwhile. */
  void last(Runnable whileOpen);

  /** A bet for {@link #last}. */
  RequestedOperation lastBet(String player, String key);

  /** How long after {@link #last} a sweep ends every stake, in milliseconds. */
  long settledAfterMs();

  /** Ends every stake whose outcome is known, also those that the stream lost. */
  void sweep();
}
