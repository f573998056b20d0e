package io.fairfall.crash.bets;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonDataException;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.jsonb.CustomAdapter;
import io.avaje.jsonb.Jsonb;
import io.fairfall.crash.bets.PublicBetEvent.Kind;
import java.util.Arrays;

/**
 * Kinds of facts as their words. What the library generates for such words fills static maps while
 * it is constructed, and two threads that need it first at once fail, or find the maps half full.
 */
@CustomAdapter
final class KindJson implements JsonAdapter<Kind> {
  /**
   * @param jsonb which the library passes, and words do not need
   */
  KindJson(Jsonb jsonb) {}

  @Override
  public void toJson(JsonWriter writer, Kind value) {
    writer.value(value.word());
  }

  @Override
  public Kind fromJson(JsonReader reader) {
    String word = reader.readString();
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new JsonDataException("no fact is of the kind " + word));
  }
}
