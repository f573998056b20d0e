package io.fairfall.conductor;

import io.fairfall.game.HashChain;

/**
 * The game that is to be played next, with what its outcome is made of.
 *
 * @param links the chain's secret
 * @param game its number in the chain, from 1
 */
record NextGame(PublishedChain chain, HashChain links, long game) {

  /** Undisclosed until the game is over. */
  String gameHash() {
    return links.gameHash(game);
  }

  String salt() {
    return chain.salt().orElseThrow();
  }

  @Override
  public String toString() {
    return "NextGame[chain=" + chain.id() + ", game=" + game + "]";
  }
}
