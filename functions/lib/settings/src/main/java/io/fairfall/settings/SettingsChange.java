package io.fairfall.settings;

import io.avaje.jsonb.Json;

/**
 * One entry of the settings journal.
 *
 * @param settings everything as it is from now on
 * @param reason why, in the words of whoever changed it
 * @param by an operator's name, or the part of the system that changed it by itself
 */
@Json
public record SettingsChange(Settings settings, String reason, String by) {
  /** The entries' type. */
  public static final String TYPE = "settings_changed";
}
