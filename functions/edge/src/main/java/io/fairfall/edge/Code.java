package io.fairfall.edge;

import java.util.Locale;

/** The stable codes of problems (RFC 9457), each with its HTTP status and its title. */
public enum Code {
  VALIDATION(400, "The request is not valid"),
  UNAUTHENTICATED(401, "Sign in first"),
  FORBIDDEN(403, "This is not allowed"),
  NOT_FOUND(404, "There is no such thing"),
  VERSION_CONFLICT(409, "This has changed meanwhile"),
  ROUND_CLOSED(409, "Betting on this round is closed"),
  ALREADY_CRASHED(409, "The round had crashed"),
  NOT_FLYING(409, "The round is not flying"),
  SEAT_TAKEN(409, "This seat has a bet"),
  KEY_EXPIRED(409, "This idempotency key is too old"),
  PAUSED(409, "This is paused"),
  EXCLUDED(403, "You have excluded yourself"),
  LOCKED(409, "This has begun"),
  ALREADY_FINAL(409, "This has ended already"),
  TOO_LARGE(413, "The request is too large"),
  IDEMPOTENCY_MISMATCH(422, "This idempotency key was used for something else"),
  INSUFFICIENT_FUNDS(422, "The balance is too small"),
  STAKE_OUT_OF_BOUNDS(422, "The stake is out of bounds"),
  LIMIT_REACHED(422, "A limit is reached"),
  PLAYER_LIMIT(422, "Your own limit is reached"),
  RATE_LIMITED(429, "Too many requests"),
  INTERNAL(500, "Something is broken on our side"),
  UNAVAILABLE(503, "The outcome is not known yet");

  private final int status;
  private final String title;

  Code(int status, String title) {
    this.status = status;
    this.title = title;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** The problem's type as a URN, like {@code urn:fairfall:problem:seat-taken}. */
  public String type() {
    return "urn:fairfall:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
