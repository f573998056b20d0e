package io.fairfall.simulation.world;

import io.fairfall.simulation.history.InjectedFault;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The functions that are warm. Who needs one and finds none free starts another. */
final class Instances {
  private static final int MAX_OFF_MS = 40;

  private final SimulatedWorld world;
  private final List<Instance> free = new ArrayList<>();

  Instances(SimulatedWorld world) {
    this.world = world;
  }

  /**
   * Has an instance do something.
   *
   * @return false if its machine stopped in the middle
   */
  boolean use(Consumer<Instance> work) {
    Instance instance = take();
    try {
      work.accept(instance);
    } catch (Stopped stopped) {
      world.tell(() -> "stops");
      return false;
    }
    instance.remember(gameVersion());
    free.add(instance);
    return true;
  }

  private Instance take() {
    if (!free.isEmpty()) {
      Instance instance = free.remove(world.random().nextInt(free.size()));
      if (instance.remembered() < gameVersion()) {
        world.history().struck(InjectedFault.STALE);
      }
      return instance;
    }
    return new Instance(world, world.dice().isEvil() ? skewMs() : 0);
  }

  private long gameVersion() {
    return world.seen("").game();
  }

  /** Every other clock is off: less than the 50 ms at which a conductor would stop. */
  private long skewMs() {
    if (world.random().nextBoolean()) {
      return 0;
    }
    world.history().struck(InjectedFault.SKEWED);
    return world.random().nextLong(-MAX_OFF_MS, MAX_OFF_MS + 1);
  }
}
