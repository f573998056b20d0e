package io.fairfall.conductor.fairness;

import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.beacon.BeaconRound;
import io.fairfall.beaconclient.VerifiedBeacon;
import java.util.Optional;

/** The one beacon that a house plays by. There is no other in reserve: that would be a choice. */
public interface BeaconSource {
  /** Whose signatures decide. */
  BeaconNetwork network();

  /**
   * A round's signature, verified by the network's key.
   *
   * @param withinMs how long to wait for it at most, in milliseconds, at least 1
   * @return nothing if no relay had it within that time
   */
  Optional<VerifiedBeacon> await(BeaconRound round, long withinMs) throws InterruptedException;
}
