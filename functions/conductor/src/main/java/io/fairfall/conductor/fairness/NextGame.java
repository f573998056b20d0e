package io.fairfall.conductor.fairness;

import io.fairfall.crash.HashChain;

/**
 * The game that is to be played next, with the house's part of its outcome.
 *
 * @param links the chain's secret
 * @param game its number in the chain, from 1
 */
public record NextGame(PublishedHashChain chain, HashChain links, long game) {

  /** Undisclosed until the game is over. */
  public String gameHash() {
    return links.gameHash(game);
  }

  @Override
  public String toString() {
    return "NextGame[chain=" + chain.id() + ", game=" + game + "]";
  }
}
