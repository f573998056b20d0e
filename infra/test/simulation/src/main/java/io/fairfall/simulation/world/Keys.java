package io.fairfall.simulation.world;

import io.fairfall.journal.MacKey;
import io.fairfall.journal.MacKeySource;
import io.fairfall.journal.MacKeys;
import java.util.List;

/** The keys that entries are sealed with: the second comes in the middle of a run. */
public final class Keys {
  private static final int ROTATION_AFTER_MS = 60_000;

  /** Both of them. */
  public static final MacKeys ALL =
      new MacKeys(
          List.of(
              new MacKey(1, 0, "the first key of the simulation, no secret"),
              new MacKey(
                  2,
                  Scheduler.EPOCH_MS + ROTATION_AFTER_MS,
                  "the second key of the simulation, no secret")));

  static final MacKeySource SOURCE = () -> ALL;

  private Keys() {}
}
