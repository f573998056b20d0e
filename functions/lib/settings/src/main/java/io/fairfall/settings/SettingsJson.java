package io.fairfall.settings;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.jsonb.CustomAdapter;
import io.avaje.jsonb.Jsonb;
import io.fairfall.json.JsonCodec;
import java.util.List;

/**
 * Settings as JSON: one member for each, in the order of {@link SettingKeys#ALL}. A setting with a
 * default is always written; another only where it is set. A member that this build does not know
 * was set by a newer one: it is kept as it is, and written behind the others, so that an older
 * function that pauses betting in the middle of a deployment undoes nothing.
 */
@CustomAdapter
final class SettingsJson implements JsonAdapter<Settings> {
  /**
   * @param jsonb which the library passes, and settings do not need
   */
  SettingsJson(Jsonb jsonb) {}

  @Override
  public void toJson(JsonWriter writer, Settings settings) {
    write(writer, SettingKeys.ALL, settings);
  }

  @Override
  public Settings fromJson(JsonReader reader) {
    Settings.Builder settings = Settings.INITIAL.toBuilder();
    reader.beginObject();
    while (reader.hasNextField()) {
      String name = reader.nextField();
      SettingKeys.ALL.stream()
          .filter(key -> key.name().equals(name))
          .findFirst()
          .ifPresentOrElse(
              key -> read(reader, key, settings), () -> settings.keep(name, reader.readRaw()));
    }
    reader.endObject();
    return settings.build();
  }

  /** Writes the settings of a list, and what a newer build has set. */
  static void write(JsonWriter writer, List<Setting<?>> keys, Settings settings) {
    writer.beginObject();
    keys.forEach(key -> write(writer, key, settings));
    settings
        .newer()
        .forEach(
            (name, raw) -> {
              writer.name(name);
              writer.rawValue(JsonCodec.ascii(raw));
            });
    writer.endObject();
  }

  private static <V extends Comparable<V>> void write(
      JsonWriter writer, Setting<V> key, Settings settings) {
    if (key instanceof DefaultedSetting<V> defaulted) {
      writer.name(key.name());
      key.form().write(writer, settings.get(defaulted));
    } else {
      settings
          .find(key)
          .ifPresent(
              value -> {
                writer.name(key.name());
                key.form().write(writer, value);
              });
    }
  }

  private static <V extends Comparable<V>> void read(
      JsonReader reader, Setting<V> key, Settings.Builder settings) {
    if (!(key instanceof DefaultedSetting<V>) && reader.isNullValue()) {
      return;
    }
    settings.set(key, key.form().read(reader));
  }
}
