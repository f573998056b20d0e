package io.fairfall.ledger;

/** The reasons for which an account rejects an operation, whatever game is played. */
public enum LedgerRejection implements Rejection {
  VALIDATION,
  NOT_FOUND,
  VERSION_CONFLICT,
  IDEMPOTENCY_MISMATCH,
  KEY_EXPIRED,
  LIMIT_REACHED,
  INSUFFICIENT_FUNDS,
  WITHDRAWAL_TOO_SMALL,
  WITHDRAWAL_TOO_LARGE,
  PAUSED,
  EXCLUDED,
  PLAYER_LIMIT,
  ALREADY_FINAL
}
