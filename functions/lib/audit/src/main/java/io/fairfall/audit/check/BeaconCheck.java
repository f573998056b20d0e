package io.fairfall.audit.check;

import io.fairfall.beacon.BeaconCrashPoint;
import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.beacon.BeaconSignature;
import io.fairfall.crash.RoundEvent.Beacon;
import io.fairfall.crash.RoundEvent.Opened;
import io.fairfall.crash.RoundEvent.Started;
import io.fairfall.money.Multiplier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What decides rounds: a beacon, named in full before the first bet; the same network from then on;
 * its signature with the start. That a signature is the network's takes a curve, which the audit
 * does not have: {@code ./fairfall verify-export} and any browser check it.
 */
final class BeaconCheck {
  /** A start is put a moment before its instant, and may be the last that is still possible. */
  private static final long START_SLACK_MS = 1_000;

  private @Nullable String playedBy;

  /**
   * Judges an opening.
   *
   * @return what is wrong with it
   */
  List<String> open(Opened opening) {
    List<String> wrong = new ArrayList<>();
    Beacon beacon = opening.beacon();
    String before = playedBy;
    if (beacon == null) {
      if (before != null) {
        wrong.add("is decided by no beacon, and rounds before it are");
      }
      return wrong;
    }
    if (before != null && !before.equals(beacon.name())) {
      wrong.add("is decided by another network than rounds before it");
    }
    playedBy = beacon.name();
    if (!isKnown(beacon)) {
      wrong.add("is decided by a network that is none");
    } else if (beacon.round() != beacon.network().roundFor(opening.closesAt()).number()) {
      wrong.add("is decided by another beacon than the first after its bets");
    } else if (opening.startsAt() <= beacon.comesAtMs()) {
      wrong.add("is to start before its beacon comes");
    }
    return wrong;
  }

  /** Takes an opening as it is, which was judged before. */
  void recall(Opened opening) {
    if (opening.beacon() != null) {
      playedBy = opening.beacon().name();
    }
  }

  /**
   * Judges a start.
   *
   * @param atMs when it was written
   * @return what is wrong with it
   */
  static List<String> start(Opened round, Started start, long atMs) {
    List<String> wrong = new ArrayList<>();
    Beacon beacon = round.beacon();
    if (beacon == null || !isKnown(beacon)) {
      if (start.startsAt() != round.startsAt()) {
        wrong.add("starts at another instant than was announced");
      }
      if (beacon == null && start.signature() != null) {
        wrong.add("brings a signature, and no beacon decides the round");
      }
      return wrong;
    }
    if (start.signature() == null || !BeaconSignature.isWellFormed(start.signature())) {
      wrong.add("starts without its beacon");
    }
    if (start.startsAt() < round.startsAt()) {
      wrong.add("starts earlier than was announced");
    }
    if (start.startsAt() > beacon.voidAtMs() + START_SLACK_MS) {
      wrong.add("starts when the round was void");
    }
    if (atMs < beacon.comesAtMs()) {
      wrong.add("starts before its beacon came");
    }
    return wrong;
  }

  /**
   * Whether a round may be voided at an instant: one that a beacon decides not before everybody had
   * 30 s to see that it does not start.
   */
  static boolean mayVoid(Opened round, long atMs) {
    Beacon beacon = round.beacon();
    return beacon == null || !isKnown(beacon) || atMs > beacon.voidAtMs();
  }

  /**
   * Where a round crashes.
   *
   * @return nothing if its start has no signature
   * @throws IllegalArgumentException if the game hash is none
   */
  static Optional<Multiplier> crashesAt(Started start, String gameHash) {
    return Optional.ofNullable(start.signature())
        .filter(BeaconSignature::isWellFormed)
        .map(signature -> BeaconCrashPoint.of(new BeaconSignature(signature), gameHash));
  }

  /** Whether a beacon is of drand's quicknet, or of a development that its chain hash binds. */
  private static boolean isKnown(Beacon beacon) {
    try {
      BeaconNetwork network = beacon.network();
      boolean isBound =
          network.equals(
              BeaconNetwork.development(
                  network.publicKey(), network.genesisMs(), network.periodMs()));
      return (network.equals(BeaconNetwork.QUICKNET) || isBound) && beacon.round() > 0;
    } catch (IllegalArgumentException noNetwork) {
      return false;
    }
  }
}
