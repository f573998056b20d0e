package io.fairfall.admin;

import io.fairfall.journal.StoreUnavailableException;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * How far the settler has come with accounts and with the house's postings. Both are hints that
 * save reads: set back, everything from there on is looked at again, and nobody is paid twice.
 */
final class SettlerCursors {
  private static final List<String> CURSORS = List.of("cursor:settler", "cursor:house");

  private final DynamoDbClient dynamo;
  private final String workTable;

  SettlerCursors(DynamoDbClient dynamo, String workTable) {
    this.dynamo = dynamo;
    this.workTable = workTable;
  }

  /** Sets both back to a round; one that is there already, or before it, stays. */
  boolean setBack(long roundId) {
    boolean moved = false;
    for (String cursor : CURSORS) {
      moved |= setBack(cursor, roundId);
    }
    return moved;
  }

  private boolean setBack(String cursor, long roundId) {
    try {
      dynamo.updateItem(
          update ->
              update
                  .tableName(workTable)
                  .key(Map.of("pk", AttributeValue.fromS(cursor)))
                  .updateExpression("SET nextRound = :round")
                  .conditionExpression("nextRound > :round")
                  .expressionAttributeValues(
                      Map.of(":round", AttributeValue.fromN(Long.toString(roundId)))));
      return true;
    } catch (ConditionalCheckFailedException isThere) {
      return false;
    } catch (SdkException failure) {
      throw new StoreUnavailableException("the settler's cursor cannot be set back", failure);
    }
  }
}
