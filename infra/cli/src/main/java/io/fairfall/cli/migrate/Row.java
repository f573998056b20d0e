package io.fairfall.cli.migrate;

import io.fairfall.money.Wei;

/** What a line of the file comes to. */
sealed interface Row {
  /** The line's number, from 1. */
  long line();

  /**
   * A balance to open.
   *
   * @param player the address in lower case, as players are named everywhere
   * @param amount above zero
   */
  record Opening(long line, String player, Wei amount) implements Row {}

  /** A balance of zero: there is nothing to open. */
  record Zero(long line) implements Row {}

  /**
   * A row that cannot be brought.
   *
   * @param code a name of {@link Reject}, or what the ledger said
   * @param text of the row
   */
  record Rejected(long line, String code, String reason, String text) implements Row {}
}
