package io.fairfall.conductor.rounds;

import io.fairfall.beacon.BeaconRound;
import io.fairfall.beaconclient.VerifiedBeacon;
import io.fairfall.conductor.fairness.BeaconSource;
import io.fairfall.crash.Round;
import io.fairfall.crash.RoundEvent.Beacon;
import io.fairfall.crash.RoundEvent.Force;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What a start needs, asked for while the conductor holds its lease: the beacon's signature, and
 * where the round pays everybody. One round at a time; of one thread.
 */
final class StartFacts {
  /** A question to the relays that has gone unanswered for so long is asked anew. */
  private static final long ONE_QUESTION_MS = 5_000;

  private final BeaconSource source;
  private final RoundBounds bounds;
  private final Executor aside;
  private final InstantSource clock;

  private @Nullable Asked asked;

  StartFacts(BeaconSource source, RoundBounds bounds, Executor aside, InstantSource clock) {
    this.source = source;
    this.bounds = bounds;
    this.aside = aside;
    this.clock = clock;
  }

  /** What was asked for one round. */
  private static final class Asked {
    private final Round round;
    private final Beacon decides;
    private CompletableFuture<Optional<VerifiedBeacon>> beacon;
    private @Nullable CompletableFuture<Optional<Force>> force;

    Asked(Round round, Beacon decides, CompletableFuture<Optional<VerifiedBeacon>> beacon) {
      this.round = round;
      this.decides = decides;
      this.beacon = beacon;
    }
  }

  /** Asks for a round's beacon, whose time has come. What was asked before is forgotten. */
  void askFor(Round round, Beacon decides) {
    asked = new Asked(round, decides, askBeacon(decides));
  }

  /** Asks where the round pays everybody. */
  void askForForce() {
    of().force = askForce(of().round);
  }

  void askAgainWhatFailed() {
    if (of().beacon.isDone() && !isBeaconKnown()) {
      of().beacon = askBeacon(of().decides);
    }
    CompletableFuture<Optional<Force>> force = of().force;
    if (force != null && force.isCompletedExceptionally()) {
      of().force = askForce(of().round);
    }
  }

  boolean areKnown() {
    return isBeaconKnown() && isForceKnown();
  }

  /** The signature; only if it is known. */
  VerifiedBeacon beacon() {
    return of().beacon.join().orElseThrow();
  }

  /** The force point, if the round has one; only if that is known. */
  Optional<Force> force() {
    CompletableFuture<Optional<Force>> force = of().force;
    if (force == null) {
      throw new IllegalStateException("nobody has asked for the force point");
    }
    return force.join();
  }

  /** For the log: what a round was not started for. */
  Map<String, Object> missing() {
    return Map.of(
        "round", of().round.id(),
        "beaconRound", of().decides.round(),
        "beaconKnown", isBeaconKnown(),
        "forceKnown", isForceKnown());
  }

  private boolean isBeaconKnown() {
    CompletableFuture<Optional<VerifiedBeacon>> beacon = of().beacon;
    return beacon.isDone() && !beacon.isCompletedExceptionally() && beacon.join().isPresent();
  }

  private boolean isForceKnown() {
    CompletableFuture<Optional<Force>> force = of().force;
    return force != null && force.isDone() && !force.isCompletedExceptionally();
  }

  private Asked of() {
    if (asked == null) {
      throw new IllegalStateException("nobody has asked for a round");
    }
    return asked;
  }

  private CompletableFuture<Optional<VerifiedBeacon>> askBeacon(Beacon decides) {
    long leftMs = decides.voidAtMs() - clock.millis();
    long withinMs = Math.max(1, Math.min(ONE_QUESTION_MS, leftMs));
    return CompletableFuture.supplyAsync(() -> await(decides, withinMs), aside);
  }

  private Optional<VerifiedBeacon> await(Beacon decides, long withinMs) {
    try {
      return decides.network().equals(source.network())
          ? source.await(new BeaconRound(decides.round()), withinMs)
          : Optional.empty();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CompletionException(stopped);
    }
  }

  private CompletableFuture<Optional<Force>> askForce(Round round) {
    return CompletableFuture.supplyAsync(() -> bounds.force(round), aside);
  }
}
