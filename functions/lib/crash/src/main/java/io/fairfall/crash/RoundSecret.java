package io.fairfall.crash;

import io.fairfall.beacon.BeaconCrashPoint;
import io.fairfall.money.Multiplier;
import org.jspecify.annotations.Nullable;

/**
 * A round's undisclosed game hash. With the signature that its start names it is the outcome;
 * before that nobody has one. It has no JSON form, no public text form, and no accessor that a
 * serialiser would find: what holds it cannot be sent by mistake.
 */
public final class RoundSecret {
  private final String hash;
  private final @Nullable Multiplier point;

  /** Of a round that a beacon decides. */
  public RoundSecret(String gameHash) {
    this(gameHash, null);
  }

  /**
   * Of a round that no beacon decides.
   *
   * @param crash where it crashes, known before it was opened; null where a beacon decides
   */
  public RoundSecret(String gameHash, @Nullable Multiplier crash) {
    this.hash = gameHash;
    this.point = crash;
  }

  /**
   * The flight of a round that has started.
   *
   * @throws IllegalStateException if neither its start nor this says where it ends
   */
  public Flight reveal(Round round) {
    return round
        .signature()
        .map(signature -> flight(round.startsAt(), BeaconCrashPoint.of(signature, hash)))
        .orElseGet(() -> reveal(round.startsAt()));
  }

  /**
   * The flight that an outcome which no beacon decides gives to a round.
   *
   * @throws IllegalStateException if a beacon decides
   */
  public Flight reveal(long startsAtMs) {
    if (point == null) {
      throw new IllegalStateException("the beacon of a round is not known");
    }
    return flight(startsAtMs, point);
  }

  private Flight flight(long startsAtMs, Multiplier crash) {
    return new Flight(startsAtMs, startsAtMs + Curve.msToReach(crash), crash, hash);
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
