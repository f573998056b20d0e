package io.fairfall.simulation.world;

import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.money.Wei;
import io.fairfall.settings.SettingKeys;
import io.fairfall.settings.Settings;
import io.fairfall.settings.SettingsJournal;
import java.util.SplittableRandom;

/** Pauses betting and withdrawals at times, and lets some players stake more. */
final class SimulatedOperator implements Runnable {
  private static final int MAX_PAUSE_MS = 3_000;
  private static final Wei RAISED_MAX_STAKE = Wei.of(60_000);

  private final SimulatedWorld world;
  private final SplittableRandom random;
  private final SettingsJournal settings;

  SimulatedOperator(SimulatedWorld world) {
    this.world = world;
    this.random = world.random();
    this.settings =
        new SettingsJournal(world.eventJournals(), world.scheduler(), world.appendLoop());
  }

  @Override
  public void run() {
    while (world.hasOperations()) {
      world.scheduler().sleep(random.nextInt(MAX_PAUSE_MS));
      Settings wanted =
          Settings.INITIAL.toBuilder()
              .set(SettingKeys.BETTING_PAUSED, random.nextInt(7) == 0)
              .set(SettingKeys.WITHDRAWALS_PAUSED, random.nextInt(5) == 0)
              .set(SettingKeys.RAISED_MAX_STAKE, RAISED_MAX_STAKE)
              .set(SettingKeys.ROLLOUT_PERCENT, random.nextInt(101))
              .build();
      try {
        settings.change(before -> wanted, "simulated", "operator");
      } catch (StoreUnavailableException | Stopped unknown) {
        world.tell(() -> "does not know whether the settings changed");
      }
    }
  }
}
