package io.fairfall.conductor.fairness;

import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.beacon.BeaconRound;
import io.fairfall.beaconclient.BeaconAnswer;
import io.fairfall.beaconclient.BeaconClient;
import io.fairfall.beaconclient.FetchLimits;
import io.fairfall.beaconclient.RelayOutcome;
import io.fairfall.beaconclient.RelayReport;
import io.fairfall.beaconclient.VerifiedBeacon;
import io.fairfall.platform.Environment;
import io.fairfall.platform.Log;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The beacon as relays pass it on, all of them asked at once. What they say beside the signature is
 * told in the log and decides nothing.
 */
public final class RelayedBeacon implements BeaconSource {
  private static final Set<RelayOutcome> USUAL =
      Set.of(RelayOutcome.VALID, RelayOutcome.NOT_YET, RelayOutcome.SILENT);

  private final BeaconNetwork network;
  private final BeaconClient client;

  private RelayedBeacon(BeaconNetwork network, List<URI> relays) {
    this.network = network;
    this.client = new BeaconClient(network, relays, FetchLimits.PLAY);
  }

  /**
   * The beacon that the environment names.
   *
   * @throws IllegalStateException if this mode may not play by it
   */
  public static RelayedBeacon of(Environment environment) {
    return new RelayedBeacon(
        BeaconNetwork.parse(environment.require("BEACON_NETWORK"))
            .requireAllowedIn(environment.require("MODE")),
        Arrays.stream(environment.require("BEACON_RELAYS").split(",")).map(URI::create).toList());
  }

  @Override
  public BeaconNetwork network() {
    return network;
  }

  @Override
  public Optional<VerifiedBeacon> await(BeaconRound round, long withinMs)
      throws InterruptedException {
    BeaconAnswer answer = client.await(round, Duration.ofMillis(withinMs));
    answer.reports().stream()
        .filter(report -> !USUAL.contains(report.outcome()))
        .forEach(report -> complain(round, report));
    if (answer instanceof BeaconAnswer.Found(VerifiedBeacon beacon, List<RelayReport> reports)) {
      return Optional.of(beacon);
    }
    Log.warn("beacon_late", Map.of("beaconRound", round.number(), "waitedMs", withinMs));
    return Optional.empty();
  }

  private static void complain(BeaconRound round, RelayReport report) {
    Log.warn(
        "relay_failed",
        Map.of(
            "relay", report.relay().toString(),
            "outcome", report.outcome().name(),
            "beaconRound", round.number()));
  }
}
