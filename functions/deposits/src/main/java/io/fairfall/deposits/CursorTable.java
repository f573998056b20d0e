package io.fairfall.deposits;

import io.fairfall.journal.StoreUnavailable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The one item {@code cursor:indexer}: the cursor, who may write it, and how things stood.
 *
 * <p>Whoever takes the lease counts the fence up, and every later write of theirs asks for the
 * fence that they took. So somebody who slept past the end of their lease finds every write refused
 * as soon as another one has taken over, and not a moment earlier: time decides who works, the
 * fence decides who writes.
 */
final class CursorTable {
  static final String KEY = "cursor:indexer";

  /** How long a silent holder is believed in. */
  static final long LEASE_MS = 20_000;

  private static final String FREE = "attribute_not_exists(leaseUntil) OR leaseUntil <= :now";
  private static final String MINE = "fence = :fence";

  private final DynamoDbClient dynamo;
  private final String workTable;

  CursorTable(DynamoDbClient dynamo, String workTable) {
    this.dynamo = dynamo;
    this.workTable = workTable;
  }

  /**
   * What the item says.
   *
   * @param fence counts the takings of the lease
   * @param cursor null before the first step
   * @param savedAtMs when the cursor was last written
   * @param steppedAtMs when somebody last looked at the chain
   * @param status how that went, as JSON; null before the first look
   */
  record State(
      long fence,
      @Nullable Cursor cursor,
      long savedAtMs,
      long steppedAtMs,
      @Nullable String status) {}

  Optional<State> read() {
    try {
      Map<String, AttributeValue> item =
          dynamo.getItem(get -> get.tableName(workTable).key(key()).consistentRead(true)).item();
      return item.isEmpty() ? Optional.empty() : Optional.of(state(item));
    } catch (SdkException failure) {
      throw new StoreUnavailable("the indexer's cursor cannot be read", failure);
    }
  }

  /** Takes a lease that nobody holds. Nothing if somebody does. */
  Optional<State> take(long nowMs) {
    return change(
        "SET fence = if_not_exists(fence, :zero) + :one, leaseUntil = :end",
        FREE,
        nowMs,
        Map.of(":zero", number(0), ":one", number(1)));
  }

  /** Takes the lease away from whoever holds it: an operator's word goes first. */
  State seize(long nowMs) {
    return change(
            "SET fence = if_not_exists(fence, :zero) + :one, leaseUntil = :end",
            null,
            nowMs,
            Map.of(":zero", number(0), ":one", number(1)))
        .orElseThrow();
  }

  /** Writes the cursor. Whether the lease was still mine. */
  boolean save(long fence, Cursor cursor, long nowMs) {
    return change(
            "SET body = :body, savedAt = :now, leaseUntil = :end",
            MINE,
            nowMs,
            Map.of(":fence", number(fence), ":body", AttributeValue.fromS(cursor.written())))
        .isPresent();
  }

  /** Goes on holding, and tells how things stand. Whether the lease was still mine. */
  boolean renew(long fence, String status, long nowMs) {
    return change(
            "SET steppedAt = :now, #status = :status, leaseUntil = :end",
            MINE,
            nowMs,
            Map.of(":fence", number(fence), ":status", AttributeValue.fromS(status)))
        .isPresent();
  }

  /** Gives the lease back, and tells how things stand. */
  boolean release(long fence, String status, long nowMs) {
    return change(
            "SET steppedAt = :now, #status = :status, leaseUntil = :now",
            MINE,
            nowMs,
            Map.of(":fence", number(fence), ":status", AttributeValue.fromS(status)))
        .isPresent();
  }

  private Optional<State> change(
      String change, @Nullable String condition, long nowMs, Map<String, AttributeValue> more) {
    String expressions = change + " " + condition;
    Map<String, AttributeValue> values = new HashMap<>(more);
    values.put(":now", number(nowMs));
    values.put(":end", number(nowMs + LEASE_MS));
    // DynamoDB refuses names and values that an expression does not use
    values.keySet().removeIf(name -> !expressions.contains(name));
    UpdateItemRequest.Builder update =
        UpdateItemRequest.builder()
            .tableName(workTable)
            .key(key())
            .updateExpression(change)
            .conditionExpression(condition)
            .expressionAttributeValues(values)
            .returnValues(ReturnValue.ALL_NEW);
    if (expressions.contains("#status")) {
      update.expressionAttributeNames(Map.of("#status", "status"));
    }
    try {
      return Optional.of(state(dynamo.updateItem(update.build()).attributes()));
    } catch (ConditionalCheckFailedException notSo) {
      return Optional.empty();
    } catch (SdkException failure) {
      throw new StoreUnavailable("the indexer's cursor cannot be written", failure);
    }
  }

  private static State state(Map<String, AttributeValue> item) {
    AttributeValue body = item.get("body");
    AttributeValue status = item.get("status");
    return new State(
        number(item, "fence"),
        body == null ? null : Cursor.read(body.s()),
        number(item, "savedAt"),
        number(item, "steppedAt"),
        status == null ? null : status.s());
  }

  private static long number(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? 0 : Long.parseLong(value.n());
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  private static Map<String, AttributeValue> key() {
    return Map.of("pk", AttributeValue.fromS(KEY));
  }
}
