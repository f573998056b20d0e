package io.fairfall.withdrawals.solvency;

import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.beacon.BeaconRound;
import io.fairfall.beacon.BeaconSignature;
import io.fairfall.beaconclient.BeaconAnswer;
import io.fairfall.beaconclient.BeaconClient;
import io.fairfall.beaconclient.FetchLimits;
import io.fairfall.platform.Environment;
import io.fairfall.resilience.LruCache;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Draws as relays pass them on, the last two hours of them remembered: they never change. */
public final class RelayedDraws implements DrawSource {
  private static final int MAX_REMEMBERED = 120;
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final BeaconNetwork network;
  private final BeaconClient client;
  private final LruCache<BeaconRound, BeaconSignature> known = new LruCache<>(MAX_REMEMBERED);

  private RelayedDraws(BeaconNetwork network, List<URI> relays) {
    this.network = network;
    this.client = new BeaconClient(network, relays, FetchLimits.PLAY);
  }

  /**
   * The beacon that the environment names.
   *
   * @throws IllegalStateException if this mode may not draw by it
   */
  public static RelayedDraws of(Environment environment) {
    return new RelayedDraws(
        BeaconNetwork.parse(environment.require("BEACON_NETWORK"))
            .requireAllowedIn(environment.require("MODE")),
        Arrays.stream(environment.require("BEACON_RELAYS").split(",", -1))
            .map(URI::create)
            .toList());
  }

  @Override
  public BeaconNetwork network() {
    return network;
  }

  @Override
  public Optional<BeaconSignature> find(BeaconRound round) throws InterruptedException {
    Optional<BeaconSignature> remembered = known.get(round);
    if (remembered.isPresent()) {
      return remembered;
    }
    if (client.await(round, PATIENCE) instanceof BeaconAnswer.Found found) {
      known.put(round, found.beacon().signature());
      return Optional.of(found.beacon().signature());
    }
    return Optional.empty();
  }
}
