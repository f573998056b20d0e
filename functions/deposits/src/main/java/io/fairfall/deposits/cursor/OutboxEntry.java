package io.fairfall.deposits.cursor;

import io.avaje.jsonb.Json;
import io.fairfall.deposits.scan.DepositTransfer;

/**
 * A transfer whose fate is decided. What is decided is carried out by whoever comes to it, as often
 * as it takes: each part of it happens once.
 */
@Json
public record OutboxEntry(DepositTransfer transfer, Disposition fate) {
  /** What becomes of a transfer. */
  public enum Disposition {
    /** It is credited to its sender. */
    CREDITED,
    /** It stays for somebody to claim: its sender never signed in, or it is very small. */
    UNATTRIBUTED,
    /** Its block was taken back before it counted. */
    ORPHANED
  }

  /** Whether the house has, or will have, answered for it. */
  boolean counts() {
    return fate != Disposition.ORPHANED;
  }
}
