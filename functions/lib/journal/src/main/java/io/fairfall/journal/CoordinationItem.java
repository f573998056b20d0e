package io.fairfall.journal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * One item of the work table: a lease, or how far somebody has come. Journals are written once;
 * this is changed again and again, each time by one write that is made only while its condition
 * holds.
 */
public final class CoordinationItem {
  private static final Pattern NAME = Pattern.compile("#(\\w+)");
  private static final Pattern VALUE = Pattern.compile(":\\w+");

  private final DynamoDbClient dynamo;
  private final String workTable;
  private final String key;

  public CoordinationItem(DynamoDbClient dynamo, String workTable, String key) {
    this.dynamo = dynamo;
    this.workTable = workTable;
    this.key = key;
  }

  /**
   * Its attributes, read consistently; none if there is no such item.
   *
   * @throws StoreUnavailableException if the store does not answer
   */
  public Map<String, AttributeValue> read() {
    try {
      return dynamo
          .getItem(get -> get.tableName(workTable).key(primaryKey()).consistentRead(true))
          .item();
    } catch (SdkException failure) {
      throw new StoreUnavailableException(key + " cannot be read", failure);
    }
  }

  /**
   * Changes it.
   *
   * @param change an update expression; {@code #word} in it, or in the condition, is the attribute
   *     {@code word}, for words that DynamoDB keeps to itself
   * @param condition null for none
   * @param values of the names with a colon; those that are not used may be among them
   * @return its attributes after the change, or nothing if the condition did not hold
   * @throws StoreUnavailableException if the store does not answer; the change may have been made
   */
  public Optional<Map<String, AttributeValue>> change(
      String change, @Nullable String condition, Map<String, AttributeValue> values) {
    String expressions = condition == null ? change : change + " " + condition;
    // DynamoDB refuses names and values that an expression does not use
    Map<String, AttributeValue> used = new HashMap<>(values);
    used.keySet().retainAll(VALUE.matcher(expressions).results().map(MatchResult::group).toList());
    UpdateItemRequest.Builder update =
        UpdateItemRequest.builder()
            .tableName(workTable)
            .key(primaryKey())
            .updateExpression(change)
            .conditionExpression(condition)
            .expressionAttributeValues(used)
            .returnValues(ReturnValue.ALL_NEW);
    Map<String, String> names =
        NAME.matcher(expressions)
            .results()
            .collect(Collectors.toMap(MatchResult::group, found -> found.group(1), (a, b) -> a));
    if (!names.isEmpty()) {
      update.expressionAttributeNames(names);
    }
    try {
      return Optional.of(dynamo.updateItem(update.build()).attributes());
    } catch (ConditionalCheckFailedException notSo) {
      return Optional.empty();
    } catch (SdkException failure) {
      throw new StoreUnavailableException(key + " cannot be changed", failure);
    }
  }

  /** A whole number as an attribute. */
  public static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  /** The number that an attribute has; 0 if there is none. */
  public static long number(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? 0 : Long.parseLong(value.n());
  }

  private Map<String, AttributeValue> primaryKey() {
    return Map.of("pk", AttributeValue.fromS(key));
  }
}
