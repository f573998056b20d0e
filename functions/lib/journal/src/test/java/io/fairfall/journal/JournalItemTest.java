package io.fairfall.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class JournalItemTest {
  private static final Entry PLAIN = new Entry("game", 7, "round_open", 1_800_000_000_000L, "{}");
  private static final Entry SEALED = PLAIN.with("k1.c2VhbA");

  @Test
  void anEntryIsReadAsItWasWritten() {
    for (Entry entry : List.of(PLAIN, SEALED)) {
      assertEquals(entry, JournalItem.entry(JournalItem.of(entry)));
    }
    assertFalse(JournalItem.of(PLAIN).containsKey("seal"));
    assertTrue(JournalItem.of(SEALED).containsKey("seal"));
  }

  /** As the records of a stream have it: values of another class, and the same decoder. */
  @Test
  void valuesOfAnyClassAreRead() {
    Map<String, String[]> image =
        JournalItem.of(SEALED).entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    value -> new String[] {value.getValue().s(), value.getValue().n()}));
    assertEquals(SEALED, JournalItem.entry(image, value -> value[0], value -> value[1]));
  }

  @ParameterizedTest
  @ValueSource(strings = {"journal", "version", "type", "at", "body"})
  void whatLacksAnAttributeIsNoEntryAndSaysSo(String name) {
    Map<String, AttributeValue> item = new HashMap<>(JournalItem.of(SEALED));
    item.remove(name);
    assertSays(name, item);
    item.put(name, AttributeValue.fromBool(true));
    assertSays(name, item);
  }

  @Test
  void aSealOfAnotherFormIsNotNone() {
    Map<String, AttributeValue> item = new HashMap<>(JournalItem.of(SEALED));
    item.put("seal", AttributeValue.fromN("1"));
    assertSays("seal", item);
  }

  @Test
  void aSlotThatIsNoneIsNoEntry() {
    Map<String, AttributeValue> item = new HashMap<>(JournalItem.of(PLAIN));
    for (String version : List.of("0", "-1", "1.5", "99999999999999999999")) {
      item.put("version", AttributeValue.fromN(version));
      assertThrows(IllegalArgumentException.class, () -> JournalItem.entry(item), version);
    }
  }

  private static void assertSays(String name, Map<String, AttributeValue> item) {
    RuntimeException failure =
        assertThrows(RuntimeException.class, () -> JournalItem.entry(item), name);
    assertTrue(String.valueOf(failure.getMessage()).contains(name), failure.toString());
  }
}
