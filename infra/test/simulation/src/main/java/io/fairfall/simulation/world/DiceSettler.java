package io.fairfall.simulation.world;

import io.fairfall.journal.Entry;
import java.util.List;

/** Ends calls: of some players at once after a throw, and of everybody in a sweep. */
final class DiceSettler extends SimulatedStreamConsumer {
  private static final int SWEEP_EVERY_MS = 20_000;

  private final AccountSettler accounts;
  private long sweepsAtMs;

  DiceSettler(SimulatedWorld world, Stream stream) {
    super(world, stream);
    this.accounts = new AccountSettler(world);
    this.sweepsAtMs = world.scheduler().millis() + SWEEP_EVERY_MS;
  }

  @Override
  boolean follow(List<Entry> batch) {
    accounts.settle(
        world.players().stream().filter(player -> world.random().nextInt(3) == 0).toList());
    return true;
  }

  /** It remembers nothing but whom it could not settle, and a sweep is for everybody. */
  @Override
  void restart() {}

  @Override
  void idle() {
    accounts.settleSomebody();
    if (world.isBusy() && world.scheduler().millis() >= sweepsAtMs) {
      sweepsAtMs = world.scheduler().millis() + SWEEP_EVERY_MS;
      world.eventStream().redrive();
      sweep();
    }
  }

  void sweep() {
    accounts.settle(world.players());
    accounts.settleFailed();
  }
}
