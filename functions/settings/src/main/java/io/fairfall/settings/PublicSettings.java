package io.fairfall.settings;

import io.avaje.jsonb.Json;
import io.fairfall.money.Wei;
import org.jspecify.annotations.Nullable;

/**
 * What every player is told of the settings: what is paused, and which limits are being raised for
 * whom. The rest, reasons and names above all, is the house's own business.
 */
@Json
public record PublicSettings(
    boolean bettingPaused,
    boolean withdrawalsPaused,
    @Nullable Wei raisedMaxStake,
    int rolloutPercent) {
  public static PublicSettings of(Settings settings) {
    return new PublicSettings(
        settings.bettingPaused(),
        settings.withdrawalsPaused(),
        settings.raisedMaxStake(),
        settings.rolloutPercent());
  }
}
