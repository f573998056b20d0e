package io.fairfall.golden;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A table in which one golden item lies at a time, for whoever reads and writes through a client.
 */
public final class GoldenTable {
  private final DynamoDbClient dynamo;
  private final String table;
  private final List<String> key;

  /**
   * @param key names of its key's attributes
   */
  public GoldenTable(DynamoDbClient dynamo, String table, String... key) {
    this.dynamo = dynamo;
    this.table = table;
    this.key = List.of(key);
  }

  /** Takes everything out of it, and puts one item in. */
  public void hold(Map<String, AttributeValue> item) {
    empty();
    dynamo.putItem(put -> put.tableName(table).item(item));
  }

  /** Takes everything out of it. */
  public void empty() {
    dynamo
        .scanPaginator(scan -> scan.tableName(table).consistentRead(true))
        .items()
        .forEach(item -> dynamo.deleteItem(one -> one.tableName(table).key(keyOf(item))));
  }

  /**
   * The item that was written in the place of another.
   *
   * @param stored the other, of which the key alone counts
   */
  public Map<String, AttributeValue> insteadOf(Map<String, AttributeValue> stored) {
    return dynamo
        .getItem(get -> get.tableName(table).key(keyOf(stored)).consistentRead(true))
        .item();
  }

  private Map<String, AttributeValue> keyOf(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> names = new HashMap<>(item);
    names.keySet().retainAll(key);
    return names;
  }
}
