package io.fairfall.ledger;

/** What a game knew when something was decided, as of one version of its journal. */
public interface GameFacts {
  /** The version of the game's journal, which the entry records. */
  long version();

  /**
   * The game was not asked: the version is the one that the account has seen before, so that
   * nothing is due by it that was not due then.
   */
  record NotAsked(long version) implements GameFacts {}
}
