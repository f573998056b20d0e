package io.fairfall.simulation.world;

import io.fairfall.crash.RoundSecret;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where the rounds will crash. */
final class SimulatedSecrets {
  private final SimulatedWorld world;
  private final Map<Long, RoundSecret> secrets = new HashMap<>();

  SimulatedSecrets(SimulatedWorld world) {
    this.world = world;
  }

  void prepare(long roundId, RoundSecret secret) {
    secrets.put(roundId, secret);
  }

  /** As a handler reads it. */
  Optional<RoundSecret> read(long roundId) {
    return world.read(() -> known(roundId));
  }

  /** As somebody knows it who sees everything. */
  Optional<RoundSecret> known(long roundId) {
    return Optional.ofNullable(secrets.get(roundId));
  }
}
