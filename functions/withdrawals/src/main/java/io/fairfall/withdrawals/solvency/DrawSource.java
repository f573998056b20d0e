package io.fairfall.withdrawals.solvency;

import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.beacon.BeaconRound;
import io.fairfall.beacon.BeaconSignature;
import java.util.Optional;

/** Where draws come from: rounds of the beacon whose time has come, each verified. */
public interface DrawSource {
  /** The network that draws. */
  BeaconNetwork network();

  /** A round's signature; nothing if no relay has brought one that verifies. */
  Optional<BeaconSignature> find(BeaconRound round) throws InterruptedException;
}
