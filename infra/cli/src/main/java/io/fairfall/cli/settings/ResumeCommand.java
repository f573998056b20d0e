package io.fairfall.cli.settings;

import io.fairfall.settings.DefaultedSetting;
import io.fairfall.settings.SettingKeys;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Moves one of the two switches. */
@Command(
    name = "resume",
    description = "Takes again bets, or withdrawals. Cashouts are never paused.")
final class ResumeCommand extends SettingsChangeOptions {
  @Parameters(
      paramLabel = "WHAT",
      description = "${COMPLETION-CANDIDATES}",
      completionCandidates = Pauses.class,
      converter = Pauses.class)
  private DefaultedSetting<Boolean> what = SettingKeys.BETTING_PAUSED;

  @Override
  Map<String, @Nullable Object> change() {
    Map<String, @Nullable Object> change = new HashMap<>();
    change.put(what.name(), false);
    return change;
  }
}
