package io.fairfall.beaconclient;

import io.fairfall.beacon.BeaconRound;
import io.fairfall.beacon.BeaconSignature;

/** A round with its signature. Only {@link BeaconVerifier} makes one, of what verifies. */
public final class VerifiedBeacon {
  private final BeaconRound round;
  private final BeaconSignature signature;

  VerifiedBeacon(BeaconRound round, BeaconSignature signature) {
    this.round = round;
    this.signature = signature;
  }

  public BeaconRound round() {
    return round;
  }

  public BeaconSignature signature() {
    return signature;
  }

  @Override
  public String toString() {
    return "VerifiedBeacon[round=" + round.number() + ", signature=" + signature.hex() + "]";
  }
}
