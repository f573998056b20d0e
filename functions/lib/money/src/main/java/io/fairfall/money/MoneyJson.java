package io.fairfall.money;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.jsonb.Jsonb;
import io.avaje.jsonb.spi.JsonbComponent;

/** How money stands in JSON: wei as a decimal string, multipliers as a number of hundredths. */
public final class MoneyJson implements JsonbComponent {
  @Override
  public void register(Jsonb.Builder builder) {
    builder.add(Wei.class, new WeiAdapter().nullSafe());
    builder.add(Multiplier.class, new MultiplierAdapter().nullSafe());
  }

  private static final class WeiAdapter implements JsonAdapter<Wei> {
    @Override
    public void toJson(JsonWriter writer, Wei value) {
      writer.value(value.toString());
    }

    @Override
    public Wei fromJson(JsonReader reader) {
      return Wei.parse(reader.readString());
    }
  }

  private static final class MultiplierAdapter implements JsonAdapter<Multiplier> {
    @Override
    public void toJson(JsonWriter writer, Multiplier value) {
      writer.value(value.hundredths());
    }

    @Override
    public Multiplier fromJson(JsonReader reader) {
      return new Multiplier(reader.readLong());
    }
  }
}
