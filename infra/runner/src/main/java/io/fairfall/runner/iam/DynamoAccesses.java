package io.fairfall.runner.iam;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * What a DynamoDB request wants to do. Transactions are judged item by item under the action of
 * each item; batches under the batch's own action, table by table, with all their keys.
 */
final class DynamoAccesses {
  /** The part of a key condition that names the partition key: attribute or alias, then a value. */
  private static final Pattern EQUALITY = Pattern.compile("([#\\w.-]+)\\s*=\\s*(:\\w+)");

  private final GuardSettings settings;

  DynamoAccesses(GuardSettings settings) {
    this.settings = settings;
  }

  List<Access> of(SdkRequest request) {
    return switch (request) {
      case PutItemRequest put -> List.of(item("PutItem", put.tableName(), put.item()));
      case GetItemRequest get -> List.of(item("GetItem", get.tableName(), get.key()));
      case UpdateItemRequest update ->
          List.of(item("UpdateItem", update.tableName(), update.key()));
      case DeleteItemRequest delete ->
          List.of(item("DeleteItem", delete.tableName(), delete.key()));
      case QueryRequest query -> List.of(query(query));
      case ScanRequest scan -> List.of(whole("Scan", scan.tableName()));
      case DescribeTableRequest describe -> List.of(whole("DescribeTable", describe.tableName()));
      case BatchGetItemRequest batch -> batchGet(batch);
      case BatchWriteItemRequest batch -> batchWrite(batch);
      case TransactGetItemsRequest transaction ->
          transaction.transactItems().stream()
              .map(item -> item("GetItem", item.get().tableName(), item.get().key()))
              .toList();
      case TransactWriteItemsRequest transaction ->
          transaction.transactItems().stream().map(this::write).toList();
      default ->
          throw new IllegalStateException(
              "%s sends a %s, for which the one-machine runner knows no IAM action"
                  .formatted(settings.policy().function(), request.getClass().getSimpleName()));
    };
  }

  private Access write(TransactWriteItem item) {
    if (item.put() != null) {
      return item("PutItem", item.put().tableName(), item.put().item());
    }
    if (item.update() != null) {
      return item("UpdateItem", item.update().tableName(), item.update().key());
    }
    if (item.delete() != null) {
      return item("DeleteItem", item.delete().tableName(), item.delete().key());
    }
    return item(
        "ConditionCheckItem", item.conditionCheck().tableName(), item.conditionCheck().key());
  }

  private List<Access> batchGet(BatchGetItemRequest batch) {
    List<Access> accesses = new ArrayList<>();
    batch
        .requestItems()
        .forEach((table, items) -> accesses.add(items("BatchGetItem", table, items.keys())));
    return accesses;
  }

  private List<Access> batchWrite(BatchWriteItemRequest batch) {
    List<Access> accesses = new ArrayList<>();
    batch
        .requestItems()
        .forEach(
            (table, writes) ->
                accesses.add(
                    items(
                        "BatchWriteItem",
                        table,
                        writes.stream().map(DynamoAccesses::written).toList())));
    return accesses;
  }

  private static Map<String, AttributeValue> written(WriteRequest write) {
    return write.putRequest() != null ? write.putRequest().item() : write.deleteRequest().key();
  }

  private Access query(QueryRequest query) {
    if (query.indexName() != null || query.keyConditionExpression() == null) {
      throw new IllegalStateException(
          "the one-machine runner judges queries by their key condition expression on a table");
    }
    String partitionKey = partitionKey(query.tableName());
    Matcher equality = EQUALITY.matcher(query.keyConditionExpression());
    while (equality.find()) {
      String written = equality.group(1);
      String attribute = query.expressionAttributeNames().getOrDefault(written, written);
      AttributeValue value = query.expressionAttributeValues().get(equality.group(2));
      if (attribute.equals(partitionKey) && value != null) {
        return new Access("dynamodb:Query", tableArn(query.tableName()), List.of(text(value)));
      }
    }
    throw new IllegalStateException(
        "no partition key was found in the key condition " + query.keyConditionExpression());
  }

  private Access item(String operation, String table, Map<String, AttributeValue> item) {
    return items(operation, table, List.of(item));
  }

  private Access items(String operation, String table, List<Map<String, AttributeValue>> items) {
    String partitionKey = partitionKey(table);
    List<String> keys =
        items.stream()
            .filter(item -> item.containsKey(partitionKey)) // DynamoDB refuses the others itself
            .map(item -> text(item.get(partitionKey)))
            .distinct()
            .toList();
    return new Access("dynamodb:" + operation, tableArn(table), keys);
  }

  private Access whole(String operation, String table) {
    return Access.to("dynamodb:" + operation, tableArn(table));
  }

  private String partitionKey(String table) {
    String name = table.substring(table.lastIndexOf('/') + 1);
    String key = settings.partitionKeys().get(name);
    if (key == null) {
      throw new IllegalStateException(
          "%s uses the table %s, which template.yaml does not have"
              .formatted(settings.policy().function(), table));
    }
    return key;
  }

  private String tableArn(String table) {
    return table.startsWith("arn:")
        ? table
        : "arn:aws:dynamodb:" + settings.arnScope() + ":table/" + table;
  }

  private static String text(AttributeValue value) {
    return switch (value.type()) {
      case S -> value.s();
      case N -> value.n();
      case B -> Base64.getEncoder().encodeToString(value.b().asByteArray());
      default -> throw new IllegalStateException("a partition key cannot be a " + value.type());
    };
  }
}
