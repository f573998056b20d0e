package io.fairfall.auditor;

import io.fairfall.beacon.BeaconCrashPoint;
import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.beacon.BeaconSignature;
import io.fairfall.crash.CrashPoint;
import io.fairfall.crash.Round;
import io.fairfall.crash.RoundEvent;
import io.fairfall.crash.RoundSecret;
import io.fairfall.money.Multiplier;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What decides where rounds end: the salt of their chain, and from some round on a beacon, whose
 * signatures are plain bytes, since neither audit has a curve.
 */
final class Decider {
  static final String SALT = "5a".repeat(32);
  private static final BeaconNetwork NETWORK = BeaconNetwork.development("ab".repeat(96), 0, 700);

  private final Map<Long, RoundSecret> secrets = new HashMap<>();
  private boolean isBeacon;

  /** From now on a beacon decides. */
  void becomeBeacon() {
    isBeacon = true;
  }

  boolean isBeacon() {
    return isBeacon;
  }

  /** When a round's betting closes that would close at an instant. */
  long closesAtFrom(long atMs) {
    return isBeacon ? NETWORK.closesAtFrom(atMs) : atMs;
  }

  /** What a round names that closes at an instant. */
  RoundEvent.@Nullable Beacon named(long closesAt) {
    return isBeacon ? RoundEvent.Beacon.of(NETWORK, NETWORK.roundFor(closesAt)) : null;
  }

  /** What a start brings, of a game by its number. */
  @Nullable String signature(long game) {
    return isBeacon ? "%096x".formatted(game) : null;
  }

  Multiplier crashPoint(String gameHash, long game) {
    String signature = signature(game);
    return signature == null
        ? CrashPoint.of(gameHash, SALT)
        : BeaconCrashPoint.of(new BeaconSignature(signature), gameHash);
  }

  /** Keeps what is kept of a round until it ends. */
  void keep(long round, String gameHash) {
    secrets.put(round, new RoundSecret(gameHash, isBeacon ? null : CrashPoint.of(gameHash, SALT)));
  }

  Optional<RoundSecret> secret(long round) {
    return Optional.ofNullable(secrets.get(round));
  }

  /** How a round that has started ends. */
  RoundEvent.Crashed end(Round round) {
    return secret(round.id()).orElseThrow().reveal(round).announcement();
  }
}
