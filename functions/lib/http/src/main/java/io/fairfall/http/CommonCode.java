package io.fairfall.http;

/** The codes of problems that any API can have. */
public enum CommonCode implements ProblemCode {
  VALIDATION(400, "The request is not valid"),
  UNAUTHENTICATED(401, "Sign in first"),
  FORBIDDEN(403, "This is not allowed"),
  NO_WALLET(403, "There is no wallet to send to"),
  NOT_FOUND(404, "There is no such thing"),
  VERSION_CONFLICT(409, "This has changed meanwhile"),
  KEY_EXPIRED(409, "This idempotency key is too old"),
  PAUSED(409, "This is paused"),
  EXCLUDED(403, "You have excluded yourself"),
  LOCKED(409, "This has begun"),
  ALREADY_FINAL(409, "This has ended already"),
  TOO_LARGE(413, "The request is too large"),
  IDEMPOTENCY_MISMATCH(422, "This idempotency key was used for something else"),
  INSUFFICIENT_FUNDS(422, "The balance is too small"),
  WITHDRAWAL_TOO_SMALL(422, "The withdrawal is too small"),
  WITHDRAWAL_TOO_LARGE(422, "The withdrawal is too large"),
  LIMIT_REACHED(422, "A limit is reached"),
  PLAYER_LIMIT(422, "Your own limit is reached"),
  RATE_LIMITED(429, "Too many requests"),
  INTERNAL(500, "Something is broken on our side"),
  UNAVAILABLE(503, "The outcome is not known yet");

  private final int status;
  private final String title;

  CommonCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String title() {
    return title;
  }
}
