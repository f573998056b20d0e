package io.fairfall.simulation.world;

import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.ledger.AccountContendedException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Settles accounts, and remembers those that it could not. */
final class AccountSettler {
  private final SimulatedWorld world;
  private final Set<String> failed = new LinkedHashSet<>();

  AccountSettler(SimulatedWorld world) {
    this.world = world;
  }

  void settle(Collection<String> players) {
    for (String player : players) {
      if (!isSettled(player)) {
        failed.add(player);
      }
    }
  }

  /** Tries those again that failed before. */
  void settleFailed() {
    Set<String> before = Set.copyOf(failed);
    failed.clear();
    settle(before);
  }

  /** At times settles an account for no reason at all, since that must never do harm. */
  void settleSomebody() {
    if (world.hasOperations() && world.random().nextInt(20) == 0) {
      settle(List.of(world.players().get(world.random().nextInt(world.players().size()))));
    }
  }

  private boolean isSettled(String player) {
    boolean[] isSettled = {false};
    world
        .instances()
        .use(
            instance -> {
              try {
                instance.settle(player);
                isSettled[0] = true;
              } catch (StoreUnavailableException | AccountContendedException unknown) {
                world.tell(() -> "cannot settle " + player);
              } catch (RuntimeException mistake) {
                world.broken(mistake);
              }
            });
    return isSettled[0];
  }
}
