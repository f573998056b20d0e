package io.fairfall.journal;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An entry as the item of a table, which is also the new image in the record of its stream. */
public final class JournalItem {
  private static final String JOURNAL = "journal";
  private static final String VERSION = "version";
  private static final String TYPE = "type";
  private static final String AT = "at";
  private static final String BODY = "body";
  private static final String SEAL = "seal";

  private JournalItem() {}

  /** An entry's item. */
  public static Map<String, AttributeValue> of(Entry entry) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put(JOURNAL, AttributeValue.fromS(entry.journal()));
    item.put(VERSION, AttributeValue.fromN(Long.toString(entry.version())));
    item.put(TYPE, AttributeValue.fromS(entry.type()));
    item.put(AT, AttributeValue.fromN(Long.toString(entry.atMs())));
    item.put(BODY, AttributeValue.fromS(entry.body()));
    if (!entry.seal().equals(MacChain.NONE)) {
      item.put(SEAL, AttributeValue.fromS(entry.seal()));
    }
    return item;
  }

  /**
   * The entry that an item holds.
   *
   * @throws RuntimeException if it holds none, saying what is wrong with it
   */
  public static Entry entry(Map<String, AttributeValue> item) {
    return entry(item, AttributeValue::s, AttributeValue::n);
  }

  /**
   * The entry that an item holds, whatever its attributes' values are: clients of tables and of
   * streams have classes of their own for them.
   *
   * @param text what a value holds as text
   * @param number what a value holds as a number, in decimal digits
   * @throws RuntimeException if it holds none, saying what is wrong with it
   */
  public static <V> Entry entry(
      Map<String, V> item,
      Function<V, @Nullable String> text,
      Function<V, @Nullable String> number) {
    return new Entry(
        required(item, JOURNAL, text),
        Long.parseLong(required(item, VERSION, number)),
        required(item, TYPE, text),
        Long.parseLong(required(item, AT, number)),
        required(item, BODY, text),
        item.containsKey(SEAL) ? required(item, SEAL, text) : MacChain.NONE);
  }

  private static <V> String required(
      Map<String, V> item, String name, Function<V, @Nullable String> form) {
    V value = item.get(name);
    String found = value == null ? null : form.apply(value);
    if (found == null) {
      throw new IllegalStateException("a journal item lacks the attribute " + name);
    }
    return found;
  }
}
