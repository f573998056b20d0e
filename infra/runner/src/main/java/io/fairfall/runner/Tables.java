package io.fairfall.runner;

import io.fairfall.runner.template.TableSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveSpecification;

/** Creates the template's tables; those that a data folder already holds stay as they are. */
final class Tables {

  private Tables() {}

  static void create(DynamoDbClient client, List<TableSpec> tables) {
    Set<String> present = new HashSet<>(client.listTables().tableNames());
    for (TableSpec table : tables) {
      if (!present.contains(table.name())) {
        create(client, table);
      }
    }
  }

  private static void create(DynamoDbClient client, TableSpec table) {
    List<KeySchemaElement> keys = new ArrayList<>();
    keys.add(key(table.hashKey(), KeyType.HASH));
    table.rangeKey().ifPresent(name -> keys.add(key(name, KeyType.RANGE)));
    CreateTableRequest.Builder request =
        CreateTableRequest.builder()
            .tableName(table.name())
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(keys)
            .attributeDefinitions(
                table.attributes().entrySet().stream()
                    .map(
                        attribute ->
                            AttributeDefinition.builder()
                                .attributeName(attribute.getKey())
                                .attributeType(attribute.getValue())
                                .build())
                    .toList());
    table
        .streamView()
        .ifPresent(
            view ->
                request.streamSpecification(
                    StreamSpecification.builder()
                        .streamEnabled(true)
                        .streamViewType(view)
                        .build()));
    client.createTable(request.build());
    table.timeToLive().ifPresent(attribute -> expire(client, table.name(), attribute));
  }

  private static void expire(DynamoDbClient client, String table, String attribute) {
    TimeToLiveSpecification life =
        TimeToLiveSpecification.builder().attributeName(attribute).enabled(true).build();
    client.updateTimeToLive(update -> update.tableName(table).timeToLiveSpecification(life));
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}
