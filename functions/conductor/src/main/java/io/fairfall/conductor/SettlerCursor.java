package io.fairfall.conductor;

import io.fairfall.journal.StoreUnavailable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * How far the settler has come. It saves reads only: with a lost cursor every round is looked at
 * again, and nobody is paid twice.
 */
final class SettlerCursor {
  /** A broken account waits beside the cursor; beyond so many, something else is broken. */
  static final int MAX_FAILED_ACCOUNTS = 1_000;

  private final DynamoDbClient dynamo;
  private final String workTable;

  SettlerCursor(DynamoDbClient dynamo, String workTable) {
    this.dynamo = dynamo;
    this.workTable = workTable;
  }

  /**
   * Where to go on.
   *
   * @param nextRoundId every round below is settled, but for the failed accounts
   * @param failed players whose accounts are to be tried again
   */
  record Position(long nextRoundId, Set<String> failed) {}

  Position read() {
    try {
      Map<String, AttributeValue> item =
          dynamo.getItem(get -> get.tableName(workTable).key(key()).consistentRead(true)).item();
      AttributeValue next = item.get("nextRound");
      AttributeValue failed = item.get("failed");
      return new Position(
          next == null ? 1 : Long.parseLong(next.n()),
          failed == null ? Set.of() : Set.copyOf(failed.ss()));
    } catch (SdkException failure) {
      throw new StoreUnavailable("the settler's cursor cannot be read", failure);
    }
  }

  /** Moves on. If another settler has moved it meanwhile, it stays where that one left it. */
  void advance(long from, long to) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":from", number(from));
    values.put(":to", number(to));
    update("SET nextRound = :to", "attribute_not_exists(nextRound) OR nextRound = :from", values);
  }

  /** Keeps players to be tried again. */
  void addFailed(Set<String> players) {
    change("ADD failed :players", players);
  }

  /** Forgets players who have been settled. */
  void removeFailed(Set<String> players) {
    change("DELETE failed :players", players);
  }

  private void change(String expression, Set<String> players) {
    if (!players.isEmpty()) {
      update(expression, null, Map.of(":players", AttributeValue.fromSs(List.copyOf(players))));
    }
  }

  private void update(
      String expression, @Nullable String condition, Map<String, AttributeValue> values) {
    try {
      dynamo.updateItem(
          update ->
              update
                  .tableName(workTable)
                  .key(key())
                  .updateExpression(expression)
                  .conditionExpression(condition)
                  .expressionAttributeValues(values));
    } catch (ConditionalCheckFailedException moved) {
      // another settler is at work: what it does is what we would do
    } catch (SdkException failure) {
      throw new StoreUnavailable("the settler's cursor cannot be moved", failure);
    }
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  private static Map<String, AttributeValue> key() {
    return Map.of("pk", AttributeValue.fromS("cursor:settler"));
  }
}
