package io.fairfall.deposits;

import io.fairfall.journal.StoreUnavailable;
import java.util.Map;
import java.util.OptionalLong;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How far the daily rescan has come. It saves questions only: a lost place costs nothing else. */
final class RescanPlace {
  private static final String KEY = "cursor:rescan";
  private static final String NEXT = "nextBlock";

  private final DynamoDbClient dynamo;
  private final String workTable;

  RescanPlace(DynamoDbClient dynamo, String workTable) {
    this.dynamo = dynamo;
    this.workTable = workTable;
  }

  /** The next block, if there ever was a rescan. */
  OptionalLong next() {
    try {
      AttributeValue next =
          dynamo
              .getItem(get -> get.tableName(workTable).key(key()).consistentRead(true))
              .item()
              .get(NEXT);
      return next == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(next.n()));
    } catch (SdkException failure) {
      throw new StoreUnavailable("the place of the rescan cannot be read", failure);
    }
  }

  /** Goes on from a block the next time. */
  void move(long next) {
    try {
      dynamo.updateItem(
          update ->
              update
                  .tableName(workTable)
                  .key(key())
                  .updateExpression("SET " + NEXT + " = :next")
                  .expressionAttributeValues(
                      Map.of(":next", AttributeValue.fromN(Long.toString(next)))));
    } catch (SdkException failure) {
      throw new StoreUnavailable("the place of the rescan cannot be written", failure);
    }
  }

  private static Map<String, AttributeValue> key() {
    return Map.of("pk", AttributeValue.fromS(KEY));
  }
}
