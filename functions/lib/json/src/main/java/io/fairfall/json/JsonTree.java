package io.fairfall.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a value of which nothing is known as maps, lists, texts, {@code Long}, {@code BigDecimal},
 * {@code Boolean} and null.
 */
final class JsonTree {
  private final StrictReader reader;

  JsonTree(StrictReader reader) {
    this.reader = reader;
  }

  Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    reader.beginObject();
    while (reader.hasNextField()) {
      members.put(reader.nextField(), value());
    }
    reader.endObject();
    return members;
  }

  @Nullable Object value() {
    return switch (reader.currentToken()) {
      case BEGIN_OBJECT -> object();
      case BEGIN_ARRAY -> list();
      case STRING -> reader.readString();
      case NUMBER -> reader.readNumber();
      case BOOLEAN -> reader.readBoolean();
      case NULL -> nothing();
    };
  }

  private List<@Nullable Object> list() {
    List<@Nullable Object> items = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNextElement()) {
      items.add(value());
    }
    reader.endArray();
    return items;
  }

  private @Nullable Object nothing() {
    reader.readNull();
    return null;
  }
}
