package io.fairfall.cli.settings;

import io.fairfall.settings.DefaultedSetting;
import io.fairfall.settings.SettingKeys;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** Moves one of the two switches. */
abstract class PauseSwitch extends SettingsChangeOptions {
  private final boolean isPausing;

  @Parameters(
      paramLabel = "WHAT",
      description = "${COMPLETION-CANDIDATES}",
      completionCandidates = Pauses.class,
      converter = Pauses.class)
  private DefaultedSetting<Boolean> what = SettingKeys.BETTING_PAUSED;

  PauseSwitch(boolean isPausing) {
    this.isPausing = isPausing;
  }

  @Override
  final Map<String, @Nullable Object> change() {
    Map<String, @Nullable Object> change = new HashMap<>();
    change.put(what.name(), isPausing);
    return change;
  }
}
