package io.fairfall.admin;

import io.fairfall.crash.GameJournal;
import io.fairfall.crash.Round;
import io.fairfall.crash.RoundView;
import io.fairfall.settings.SettingKeys;
import io.fairfall.settings.SettingsJournal;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Whether the store answers, what is played, and what is paused. */
final class SystemHealth {
  private final String release;
  private final SettingsJournal settings;
  private final GameJournal game;
  private final InstantSource clock;

  SystemHealth(String release, SettingsJournal settings, GameJournal game, InstantSource clock) {
    this.release = release;
    this.settings = settings;
    this.game = game;
    this.clock = clock;
  }

  Map<String, Object> look(AdminCommand command) {
    command.only();
    long nowMs = clock.millis();
    SettingsJournal.Versioned current = settings.current(0, true);
    Map<String, Object> found = new LinkedHashMap<>();
    found.put("release", release);
    found.put("serverTime", nowMs);
    found.put("settingsVersion", current.version());
    SettingKeys.PAUSES.forEach(pause -> found.put(pause.name(), current.settings().get(pause)));
    game.latest().ifPresent(round -> found.put("round", view(round, nowMs)));
    return found;
  }

  private static RoundView view(Round round, long nowMs) {
    return RoundView.of(round, nowMs);
  }
}
