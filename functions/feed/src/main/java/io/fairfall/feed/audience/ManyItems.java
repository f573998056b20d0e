package io.fairfall.feed.audience;

import io.fairfall.journal.StoreUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Items of a table, many in one request. Such a request is no transaction: each item is written by
 * itself, and the table may leave some for another request.
 */
final class ManyItems {
  /** What DynamoDB takes in one request. */
  private static final int MAX_WRITES = 25;

  private static final int MAX_READS = 100;

  /** Requests for the same items, while the table leaves some of them. */
  private static final int MAX_TRIES = 5;

  /** Longest pause before the second try; it doubles with each. */
  private static final int FIRST_PAUSE_MS = 20;

  private final DynamoDbClient dynamo;
  private final String table;

  ManyItems(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  /**
   * Writes and deletes items, each of another key.
   *
   * @throws StoreUnavailable if some of them may not have been written
   */
  void write(List<WriteRequest> writes) {
    for (int from = 0; from < writes.size(); from += MAX_WRITES) {
      List<WriteRequest> left = writes.subList(from, Math.min(writes.size(), from + MAX_WRITES));
      for (int attempt = 1; !left.isEmpty(); attempt++) {
        waitBefore(attempt);
        Map<String, List<WriteRequest>> request = Map.of(table, left);
        left =
            Connections.answered(() -> dynamo.batchWriteItem(batch -> batch.requestItems(request)))
                .unprocessedItems()
                .getOrDefault(table, List.of());
      }
    }
  }

  /**
   * Reads items, consistently.
   *
   * @return those that are there, in no order
   * @throws StoreUnavailable if some of them could not be read
   */
  List<Map<String, AttributeValue>> read(
      Collection<String> ids, Function<String, Map<String, AttributeValue>> keyOf) {
    List<Map<String, AttributeValue>> keys = ids.stream().map(keyOf).toList();
    List<Map<String, AttributeValue>> found = new ArrayList<>();
    for (int from = 0; from < keys.size(); from += MAX_READS) {
      List<Map<String, AttributeValue>> left =
          keys.subList(from, Math.min(keys.size(), from + MAX_READS));
      for (int attempt = 1; !left.isEmpty(); attempt++) {
        waitBefore(attempt);
        KeysAndAttributes wanted =
            KeysAndAttributes.builder().keys(left).consistentRead(true).build();
        BatchGetItemResponse answer =
            Connections.answered(
                () -> dynamo.batchGetItem(batch -> batch.requestItems(Map.of(table, wanted))));
        found.addAll(answer.responses().getOrDefault(table, List.of()));
        KeysAndAttributes unread = answer.unprocessedKeys().get(table);
        left = unread == null ? List.of() : unread.keys();
      }
    }
    return found;
  }

  private static void waitBefore(int attempt) {
    if (attempt > MAX_TRIES) {
      throw new StoreUnavailable(
          "the table of connections is busy",
          new IllegalStateException(MAX_TRIES + " requests left items undone"));
    }
    if (attempt > 1) {
      int mostMs = FIRST_PAUSE_MS << (attempt - 2);
      long ms = 1L + ThreadLocalRandom.current().nextInt(mostMs);
      LockSupport.parkNanos(Duration.ofMillis(ms).toNanos());
    }
  }
}
