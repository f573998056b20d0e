package io.fairfall.conductor.fairness;

import io.fairfall.crash.RoundEvent.Opened;
import java.util.List;
import java.util.Optional;

/**
 * Which game comes after which. It follows from the journals alone, so that two conductors that see
 * the same newest round play the same next game: the next of its chain, or the first of the next
 * chain.
 *
 * @param chain index of a chain in the journal
 * @param game number of a game in it, from 1
 */
record HashChainSequence(int chain, long game) {

  /** The game after the latest, or nothing while no chain has it. */
  static Optional<HashChainSequence> after(
      Optional<Opened> latest, List<PublishedHashChain> chains) {
    HashChainSequence next = next(latest, chains);
    return next.chain < chains.size() ? Optional.of(next) : Optional.empty();
  }

  /** How many games can be played before another chain is needed. */
  static long gamesLeft(Optional<Opened> latest, List<PublishedHashChain> chains) {
    HashChainSequence next = next(latest, chains);
    long games = 0;
    for (int i = next.chain; i < chains.size(); i++) {
      games += chains.get(i).length();
    }
    return games - (next.game - 1);
  }

  private static HashChainSequence next(Optional<Opened> latest, List<PublishedHashChain> chains) {
    if (latest.isEmpty()) {
      return new HashChainSequence(0, 1);
    }
    for (int i = 0; i < chains.size(); i++) {
      if (chains.get(i).id().equals(latest.get().chain())) {
        return latest.get().game() < chains.get(i).length()
            ? new HashChainSequence(i, latest.get().game() + 1)
            : new HashChainSequence(i + 1, 1);
      }
    }
    throw new IllegalStateException("the latest round is of a chain that was never published");
  }
}
