package io.fairfall.beaconclient;

import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.beacon.BeaconRound;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * Whoever passes a network's rounds on, and the two ways in which it may be asked. The newer one
 * comes first until the older one has worked where the newer did not.
 */
final class Relay {
  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

  private final URI origin;
  private final String chainHash;
  private volatile boolean isOlder;

  Relay(URI origin, BeaconNetwork network) {
    this.origin = requireOrigin(origin);
    this.chainHash = network.chainHash();
  }

  URI origin() {
    return origin;
  }

  /** Where a round is asked for, in the order to try. */
  List<URI> placesOf(BeaconRound round) {
    URI newer = origin.resolve("/v2/chains/" + chainHash + "/rounds/" + round.number());
    URI older = origin.resolve("/" + chainHash + "/public/" + round.number());
    return isOlder ? List.of(older, newer) : List.of(newer, older);
  }

  /** Remembers that the second place had what the first had not. */
  void preferOther() {
    isOlder = !isOlder;
  }

  private static URI requireOrigin(URI origin) {
    boolean isOrigin =
        origin.getHost() != null
            && origin.getRawUserInfo() == null
            && origin.getRawQuery() == null
            && origin.getRawFragment() == null
            && (origin.getRawPath().isEmpty() || origin.getRawPath().equals("/"));
    boolean isSafe =
        isOrigin
            && ("https".equals(origin.getScheme())
                || ("http".equals(origin.getScheme()) && THIS_MACHINE.contains(origin.getHost())));
    if (!isSafe) {
      throw new IllegalArgumentException(
          "a relay is an origin like https://api.drand.sh, or http on this machine");
    }
    return origin;
  }
}
