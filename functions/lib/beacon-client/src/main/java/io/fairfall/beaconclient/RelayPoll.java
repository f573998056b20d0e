package io.fairfall.beaconclient;

import io.fairfall.beacon.BeaconRound;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One relay, asked for one round until it has it or nobody waits any more. */
final class RelayPoll {
  private static final Set<RelayOutcome> MAYBE_IN_THE_OTHER_WAY =
      Set.of(
          RelayOutcome.NOT_YET,
          RelayOutcome.FAILED,
          RelayOutcome.REDIRECTED,
          RelayOutcome.MALFORMED,
          RelayOutcome.TOO_LARGE);
  private static final Set<RelayOutcome> SIGNED =
      Set.of(RelayOutcome.VALID, RelayOutcome.WRONG_ROUND, RelayOutcome.BAD_SIGNATURE);

  private final Relay relay;
  private final BeaconRound round;
  private final BeaconVerifier verifier;
  private final FetchLimits limits;
  private final Race race;

  private volatile RelayOutcome last = RelayOutcome.SILENT;
  private volatile @Nullable RelayCall call;

  RelayPoll(
      Relay relay, BeaconRound round, BeaconVerifier verifier, FetchLimits limits, Race race) {
    this.relay = relay;
    this.round = round;
    this.verifier = verifier;
    this.limits = limits;
    this.race = race;
  }

  RelayReport report() {
    return new RelayReport(relay.origin(), last);
  }

  void run() {
    try {
      do {
        RoundAnswer answer = ask();
        if (race.isOver()) {
          return;
        }
        last = answer.outcome();
        answer.beacon().ifPresent(race::win);
      } while (race.pause(limits.pause()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends what is underway; the race has to be over, so that nothing new begins. */
  void abort() {
    RelayCall underway = call;
    if (underway != null) {
      underway.abort();
    }
  }

  /**
   * Asks in one way, and where a relay may only not know that one, in the other. Which of two
   * failures is told: that it signs something else, or else that it has nothing yet.
   */
  private RoundAnswer ask() {
    List<URI> places = relay.placesOf(round);
    RoundAnswer first = ask(places.getFirst());
    if (!MAYBE_IN_THE_OTHER_WAY.contains(first.outcome())) {
      return first;
    }
    RoundAnswer second = ask(places.getLast());
    if (second.beacon().isPresent()) {
      relay.preferOther();
    }
    boolean isFirstTold =
        first.outcome() == RelayOutcome.NOT_YET && !SIGNED.contains(second.outcome());
    return isFirstTold ? first : second;
  }

  private RoundAnswer ask(URI where) {
    RelayCall next = new RelayCall(where, limits);
    call = next;
    if (race.isOver()) {
      return RoundAnswer.failed(RelayOutcome.SILENT);
    }
    RelayCall.Reply reply = next.get();
    return reply.failure() == null
        ? RoundAnswer.judge(verifier, round, reply.body())
        : RoundAnswer.failed(reply.failure());
  }
}
