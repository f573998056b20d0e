package io.fairfall.audit;

import io.fairfall.dynamodb.EmbeddedDynamo;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the tables of a house held at an instant, so that whatever is forged can be undone. */
final class Backup {
  private static final Set<String> JOURNAL_KEY = Set.of("journal", "version");

  private final DynamoDbClient client;
  private final Map<String, Set<Map<String, AttributeValue>>> tables = new LinkedHashMap<>();

  /** Reads all of them. */
  private Backup(DynamoDbClient client, List<String> names) {
    this.client = client;
    names.forEach(name -> tables.put(name, items(name)));
  }

  /** All tables of a house. */
  static Backup of(EmbeddedDynamo dynamo, AuditedHouse house) {
    return of(
        dynamo,
        List.of(
            house.accountsTable, house.eventsTable, house.checkpointsTable, house.payoutsTable));
  }

  static Backup of(EmbeddedDynamo dynamo, List<String> tables) {
    return new Backup(dynamo.client(), tables);
  }

  /** Makes them what they were. */
  void restore() {
    tables.forEach(
        (name, before) -> {
          Set<Map<String, AttributeValue>> changed = items(name);
          Set<Map<String, AttributeValue>> lost = new HashSet<>(before);
          lost.removeAll(changed);
          changed.removeAll(before);
          changed.forEach(
              item -> client.deleteItem(delete -> delete.tableName(name).key(keyOf(item))));
          lost.forEach(item -> client.putItem(put -> put.tableName(name).item(item)));
        });
  }

  private Set<Map<String, AttributeValue>> items(String table) {
    return client.scanPaginator(scan -> scan.tableName(table).consistentRead(true)).items().stream()
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static Map<String, AttributeValue> keyOf(Map<String, AttributeValue> item) {
    Set<String> key = item.containsKey("pk") ? Set.of("pk") : JOURNAL_KEY;
    return item.entrySet().stream()
        .filter(attribute -> key.contains(attribute.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
