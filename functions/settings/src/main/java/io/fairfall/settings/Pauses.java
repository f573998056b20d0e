package io.fairfall.settings;

import io.avaje.jsonb.Json;

/** What every player is told of the settings. Reasons and names are the house's own business. */
@Json
public record Pauses(boolean bettingPaused, boolean withdrawalsPaused) {
  public static Pauses of(Settings settings) {
    return new Pauses(settings.bettingPaused(), settings.withdrawalsPaused());
  }
}
