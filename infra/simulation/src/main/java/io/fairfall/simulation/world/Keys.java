package io.fairfall.simulation.world;

import io.fairfall.journal.SealKey;
import io.fairfall.journal.SealKeySource;
import io.fairfall.journal.SealKeys;
import java.util.List;

/** The keys that entries are sealed with: the second comes in the middle of a run. */
public final class Keys {
  private static final int ROTATION_AFTER_MS = 60_000;

  /** Both of them. */
  public static final SealKeys ALL =
      new SealKeys(
          List.of(
              new SealKey(1, 0, "the first key of the simulation, no secret"),
              new SealKey(
                  2,
                  Scheduler.EPOCH_MS + ROTATION_AFTER_MS,
                  "the second key of the simulation, no secret")));

  static final SealKeySource SOURCE = () -> ALL;

  private Keys() {}
}
