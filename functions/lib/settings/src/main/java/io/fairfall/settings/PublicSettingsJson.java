package io.fairfall.settings;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.jsonb.CustomAdapter;
import io.avaje.jsonb.Jsonb;

/** What players are told, as JSON. It is told, and never read. */
@CustomAdapter
final class PublicSettingsJson implements JsonAdapter<PublicSettings> {
  /**
   * @param jsonb which the library passes, and settings do not need
   */
  PublicSettingsJson(Jsonb jsonb) {}

  @Override
  public void toJson(JsonWriter writer, PublicSettings told) {
    SettingsJson.write(writer, PublicSettings.KEYS, told.settings());
  }

  @Override
  public PublicSettings fromJson(JsonReader reader) {
    throw new UnsupportedOperationException("only clients read what they are told");
  }
}
