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
 * How far the settler has come with accounts, and with the house's postings. It saves reads only:
 * with a lost cursor every round is looked at again, and nobody is paid twice.
 */
final class SettlerCursor {
  /** What fails waits beside the cursor; beyond so many, something else is broken. */
  static final int MAX_FAILED = 1_000;

  private final DynamoDbClient dynamo;
  private final String workTable;
  private final String key;

  private SettlerCursor(DynamoDbClient dynamo, String workTable, String key) {
    this.dynamo = dynamo;
    this.workTable = workTable;
    this.key = key;
  }

  /** Rounds whose accounts are settled; what fails is players. */
  static SettlerCursor ofAccounts(DynamoDbClient dynamo, String workTable) {
    return new SettlerCursor(dynamo, workTable, "cursor:settler");
  }

  /** Rounds that are posted to the house; what fails is rounds. */
  static SettlerCursor ofPostings(DynamoDbClient dynamo, String workTable) {
    return new SettlerCursor(dynamo, workTable, "cursor:house");
  }

  /**
   * Where to go on.
   *
   * @param nextRoundId every round below is done, but for what failed
   * @param failed what is to be tried again
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

  /** Keeps what is to be tried again. */
  void addFailed(Set<String> failed) {
    change("ADD failed :these", failed);
  }

  /** Forgets what has been done meanwhile. */
  void removeFailed(Set<String> done) {
    change("DELETE failed :these", done);
  }

  private void change(String expression, Set<String> these) {
    if (!these.isEmpty()) {
      update(expression, null, Map.of(":these", AttributeValue.fromSs(List.copyOf(these))));
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

  private Map<String, AttributeValue> key() {
    return Map.of("pk", AttributeValue.fromS(key));
  }
}
