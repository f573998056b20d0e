package io.fairfall.simulation.world;

import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacMismatchException;
import io.fairfall.ledger.Accounts;
import java.util.Optional;

/**
 * Somebody with access to the table but without the key, who writes an account's newest entry once
 * more: the same seal in another place is a wrong one, and nothing may be built on it.
 */
final class Intruder {
  private final SimulatedWorld world;
  private final String player;

  Intruder(SimulatedWorld world, String player) {
    this.world = world;
    this.player = player;
  }

  void run() {
    Journals table = world.accountTable();
    Optional<Entry> newest = table.head(Accounts.journalOf(player));
    if (newest.isPresent()) {
      table.append(forged(newest.get()));
      world.instances().use(this::isNoticed);
    }
  }

  private void isNoticed(Instance instance) {
    try {
      instance.read(player);
      world.history().failures().add("a forged entry was not noticed in the account of " + player);
    } catch (MacMismatchException noticed) {
      world.tell(() -> "notices " + noticed);
    }
  }

  private static Entry forged(Entry newest) {
    return new Entry(
        newest.journal(),
        newest.version() + 1,
        newest.type(),
        newest.atMs(),
        newest.body(),
        newest.seal());
  }
}
