package io.fairfall.crash;

import io.fairfall.money.Multiplier;

/**
 * A round's undisclosed outcome. It has no JSON form, no public text form, and no accessor that a
 * serialiser would find: what holds it cannot be sent by mistake.
 */
public final class RoundSecret {
  private final String hash;
  private final Multiplier point;

  public RoundSecret(String gameHash, Multiplier crash) {
    this.hash = gameHash;
    this.point = crash;
  }

  /** The flight that this outcome gives to a round. */
  public Flight reveal(long startsAtMs) {
    return new Flight(startsAtMs, startsAtMs + Curve.msToReach(point), point, hash);
  }

  /** The game hash, for the one who burns a voided round's link. */
  public String revealHash() {
    return hash;
  }

  @Override
  public String toString() {
    return "RoundSecret[undisclosed]";
  }
}
