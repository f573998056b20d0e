package io.fairfall.realtime.subscriptions;

import io.fairfall.journal.StoreUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;

/**
 * How many connections are open, by reading the table from end to end: a counter would need a write
 * for every coming and going, and would drift with every goodbye that is never said. It costs half
 * a read unit for each 4 KB, some 20 connections and what they follow.
 */
public final class ConnectionCount {
  /** Pages of 1 MB: some 700,000 connections that follow two topics each. */
  static final int MAX_PAGES = 256;

  private final DynamoDbClient dynamo;
  private final ScanRequest scan;
  private final InstantSource clock;

  public ConnectionCount(DynamoDbClient dynamo, String table, InstantSource clock) {
    this(dynamo, ScanRequest.builder().tableName(table).build(), clock);
  }

  /**
   * @param scan of the table, in pages of any size
   */
  ConnectionCount(DynamoDbClient dynamo, ScanRequest scan, InstantSource clock) {
    this.dynamo = dynamo;
    this.scan = scan;
    this.clock = clock;
  }

  /**
   * Counts those that have not expired. API Gateway says goodbye at best, so that a connection that
   * broke is counted until somebody posts to it, or for {@link ConnectionRegistry#MAX_LIFE_SECONDS}
   * at most.
   *
   * @return nothing if the table is larger than is read: then it is not known
   * @throws StoreUnavailableException if the table does not answer
   */
  public OptionalLong open() {
    long nowSeconds = Duration.ofMillis(clock.millis()).toSeconds();
    ScanRequest counting =
        scan.toBuilder()
            .select(Select.COUNT)
            .filterExpression("begins_with(pk, :connection) AND expiresAt > :now")
            .expressionAttributeValues(
                Map.of(
                    ":connection", AttributeValue.fromS(ConnectionRegistry.CONNECTION),
                    ":now", AttributeValue.fromN(Long.toString(nowSeconds))))
            .build();
    long open = 0;
    try {
      for (int page = 0; page < MAX_PAGES; page++) {
        ScanResponse answer = dynamo.scan(counting);
        open += answer.count();
        if (!answer.hasLastEvaluatedKey() || answer.lastEvaluatedKey().isEmpty()) {
          return OptionalLong.of(open);
        }
        counting = counting.toBuilder().exclusiveStartKey(answer.lastEvaluatedKey()).build();
      }
    } catch (SdkException failure) {
      throw new StoreUnavailableException("the connections cannot be counted", failure);
    }
    return OptionalLong.empty();
  }
}
