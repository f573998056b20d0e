package io.fairfall.ledger;

import io.fairfall.money.Wei;

/**
 * A stake that is locked until its game knows the outcome. What else there is to it only the game
 * knows; the ledger carries it along.
 */
public interface Hold {
  /** Version of the account entry that placed it: its id for ever. */
  long id();

  /** What is locked, in wei. */
  Wei stake();
}
