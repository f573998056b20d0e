package io.fairfall.beaconclient;

import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.beacon.BeaconRound;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Fetches a network's signatures from several relays at once. Each answer is verified by the
 * network's key, and the first that verifies is taken: a relay can be late or away, and cannot lie.
 * There has to be one that is neither.
 *
 * <p>It knows no clock: whoever asks knows when the round's time has come.
 */
public final class BeaconClient {
  /** A round's answer has 200 to 400 bytes. */
  public static final int MAX_ANSWER_BYTES = 4_096;

  public static final int MAX_RELAYS = 8;
  public static final Duration MAX_WAIT = Duration.ofSeconds(60);

  private final BeaconVerifier verifier;
  private final List<Relay> relays;
  private final FetchLimits limits;
  private final Set<RelayPoll> underway = ConcurrentHashMap.newKeySet();

  /**
   * @param relays origins over https, or over http on this machine; 1 to {@link #MAX_RELAYS}
   * @throws IllegalArgumentException if a relay is no such origin, stands twice, or there are none
   *     or too many; or if the network's key is none
   */
  public BeaconClient(BeaconNetwork network, List<URI> relays, FetchLimits limits) {
    if (relays.isEmpty() || relays.size() > MAX_RELAYS) {
      throw new IllegalArgumentException("a beacon has 1 to " + MAX_RELAYS + " relays");
    }
    if (Set.copyOf(relays).size() < relays.size()) {
      throw new IllegalArgumentException("a relay is named twice");
    }
    this.verifier = new BeaconVerifier(network);
    this.relays = relays.stream().map(origin -> new Relay(origin, network)).toList();
    this.limits = limits;
  }

  /**
   * Asks all relays until one has brought the round, each again and again after a pause.
   *
   * @param within how long, from 1 ms to {@link #MAX_WAIT}; it answers at the end of that at the
   *     latest, whatever relays do
   */
  public BeaconAnswer await(BeaconRound round, Duration within) throws InterruptedException {
    if (within.toMillis() < 1 || within.compareTo(MAX_WAIT) > 0) {
      throw new IllegalArgumentException("a round is waited for from 1 ms to 60 s");
    }
    Race race = new Race();
    List<RelayPoll> polls =
        relays.stream().map(relay -> new RelayPoll(relay, round, verifier, limits, race)).toList();
    underway.addAll(polls);
    for (RelayPoll poll : polls) {
      Thread.ofVirtual().name("beacon-relay").start(() -> run(poll));
    }
    try {
      race.await(within);
    } finally {
      race.end();
      polls.forEach(RelayPoll::abort);
    }
    List<RelayReport> reports = polls.stream().map(RelayPoll::report).toList();
    return race.winner()
        .<BeaconAnswer>map(beacon -> new BeaconAnswer.Found(beacon, reports))
        .orElseGet(() -> without(reports));
  }

  /** How many requests to relays have not ended, over all that have asked. */
  int underway() {
    return underway.size();
  }

  private void run(RelayPoll poll) {
    try {
      poll.run();
    } finally {
      underway.remove(poll);
    }
  }

  private static BeaconAnswer without(List<RelayReport> reports) {
    boolean isAnswered =
        reports.stream().anyMatch(report -> report.outcome() == RelayOutcome.NOT_YET);
    return isAnswered ? new BeaconAnswer.NotYet(reports) : new BeaconAnswer.Unknown(reports);
  }
}
