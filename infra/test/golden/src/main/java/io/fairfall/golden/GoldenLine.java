package io.fairfall.golden;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One line of a golden file.
 *
 * @param number the line's, from 1
 * @param name what is special about it, in a few words; no two lines of a file have the same
 * @param stored the item, as it stands in its table
 * @param reads what it means, as {@link Rendering} shows it; null in a line that is being added
 */
record GoldenLine(
    int number, String name, Map<String, AttributeValue> stored, @Nullable Object reads) {
  /** Reads a line of a file. */
  static GoldenLine parse(int number, String text) {
    Map<?, ?> members = GoldenJson.read(text);
    if (!(members.get("case") instanceof String name)
        || !(members.get("stored") instanceof Map<?, ?> stored)) {
      throw new AssertionError("line " + number + " is {\"case\", \"stored\", \"reads\"} in JSON");
    }
    return new GoldenLine(number, name, StoredItem.of(stored), members.get("reads"));
  }

  @Override
  public String toString() {
    return "line " + number + ", " + name;
  }
}
