package io.fairfall.audit;

import io.fairfall.game.GameJournal;
import io.fairfall.game.bets.AccountFacts;
import io.fairfall.ledger.Replay;

/**
 * What the accounts of one segment are checked with, by one thread.
 *
 * @param checkpoints where accounts that are in order are marked
 * @param facts who is told of the facts in accounts
 */
record AccountTools(
    Replay replay, GameJournal game, Receipts receipts, InOrder checkpoints, Told facts) {

  /** Takes note of an account that is in order up to a version. */
  @FunctionalInterface
  interface InOrder {
    void inOrder(String account, long version, String seal);
  }

  /** Takes note of a fact. */
  @FunctionalInterface
  interface Told {
    void told(AccountFacts.InRound fact);
  }
}
