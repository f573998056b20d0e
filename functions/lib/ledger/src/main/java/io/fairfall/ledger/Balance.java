package io.fairfall.ledger;

import io.avaje.jsonb.Json;
import io.fairfall.money.Wei;

/** An account's numbers alone, as answers to operations carry them; in wei. */
@Json
public record Balance(Wei available, Wei locked, long version) {
  public static Balance of(Account account) {
    return new Balance(account.available(), account.locked(), account.version());
  }
}
