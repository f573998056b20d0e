package io.fairfall.simulation.check;

import io.fairfall.ledger.Account;
import io.fairfall.ledger.AccountEntry;

/** What must hold of a game's stakes and payouts whatever its rules say, from its journal alone. */
interface GameMoney {
  /** Looks at one entry; they come oldest first. */
  void entry(AccountEntry entry);

  /** Looks at what is left open in the end. */
  void end(Account last);
}
