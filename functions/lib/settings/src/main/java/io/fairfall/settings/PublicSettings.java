package io.fairfall.settings;

import java.util.List;

/**
 * What every player is told of the settings: those that are declared so, which say what is paused,
 * and which limits are being raised for whom. The rest, reasons and names above all, is the house's
 * own business.
 */
public final class PublicSettings {
  /** The settings that players are told of, in the order in which they are told. */
  public static final List<Setting<?>> KEYS =
      SettingKeys.ALL.stream().filter(Setting::isPublic).toList();

  private final Settings settings;

  private PublicSettings(Settings settings) {
    this.settings = settings;
  }

  /** Takes what is told, and leaves the rest. */
  public static PublicSettings of(Settings settings) {
    Settings.Builder told = Settings.INITIAL.toBuilder();
    KEYS.forEach(key -> copy(key, settings, told));
    return new PublicSettings(told.build());
  }

  Settings settings() {
    return settings;
  }

  private static <V extends Comparable<V>> void copy(
      Setting<V> key, Settings from, Settings.Builder to) {
    from.find(key).ifPresent(value -> to.set(key, value));
  }
}
