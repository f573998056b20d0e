package io.fairfall.ledger;

/** Why an operation did not happen. The names are the problem codes that clients see. */
public enum Rejection {
  VALIDATION,
  NOT_FOUND,
  VERSION_CONFLICT,
  IDEMPOTENCY_MISMATCH,
  KEY_EXPIRED,
  ROUND_CLOSED,
  SEAT_TAKEN,
  STAKE_OUT_OF_BOUNDS,
  LIMIT_REACHED,
  INSUFFICIENT_FUNDS,
  NOT_FLYING,
  ALREADY_CRASHED,
  PAUSED,
  EXCLUDED,
  PLAYER_LIMIT,
  ALREADY_FINAL
}
