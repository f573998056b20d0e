package io.fairfall.simulation.world;

import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.ledger.AccountContendedException;
import io.fairfall.ledger.DepositReversals;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;

/** Takes back deposits that left the chain, again and again; another one does the same. */
final class SimulatedTaker implements Runnable {
  private static final int MAX_PAUSE_MS = 3_000;
  private static final int MAX_TIMES = 3;

  private final SimulatedWorld world;
  private final SplittableRandom random;

  SimulatedTaker(SimulatedWorld world) {
    this.world = world;
    this.random = world.random();
  }

  @Override
  public void run() {
    while (world.hasOperations()) {
      world.scheduler().sleep(random.nextInt(MAX_PAUSE_MS));
      List<String> keys = world.reorganised().keys();
      if (!keys.isEmpty()) {
        // mostly of the newest, so that there is something left to take
        int back = Math.min(keys.size(), 1 + random.nextInt(6));
        String key = keys.get(keys.size() - back);
        for (int time = random.nextInt(MAX_TIMES); time >= 0; time--) {
          take(key);
        }
      }
    }
  }

  /** Takes what there is of each, when nothing goes wrong any more. */
  void takeAll() {
    for (String key : List.copyOf(world.reorganised().keys())) {
      Optional<DepositReversals.Reversed> reversed = take(key);
      if (reversed.isEmpty()) {
        world.history().failures().add("nothing is wrong, and nobody takes back " + key);
      }
    }
  }

  private Optional<DepositReversals.Reversed> take(String key) {
    AtomicReference<Optional<DepositReversals.Reversed>> taken =
        new AtomicReference<>(Optional.empty());
    world
        .instances()
        .use(
            instance -> {
              try {
                taken.set(instance.takeBack(key));
                world.tell(() -> "has taken back " + taken.get());
              } catch (StoreUnavailableException | AccountContendedException unknown) {
                world.tell(() -> "does not know what is taken back of " + key);
              } catch (RuntimeException mistake) {
                world.broken(mistake);
              }
            });
    return taken.get();
  }
}
