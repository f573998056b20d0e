package io.fairfall.journal;

import io.fairfall.resilience.Backoff;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Items of a table, many in one request. Such a request is no transaction: each item is written by
 * itself, and the table may leave some for another request, which is sent after a while.
 */
public final class ItemBatches {
  /** What DynamoDB takes in one request. */
  private static final int MAX_WRITES = 25;

  private static final int MAX_READS = 100;

  /** Requests for the same items, while the table leaves some of them. */
  private static final int MAX_TRIES = 8;

  private static final Backoff.Delays DELAYS = new Backoff.Delays(20, 500);

  private final DynamoDbClient dynamo;
  private final String table;
  private final Backoff backoff;

  public ItemBatches(DynamoDbClient dynamo, String table) {
    this(dynamo, table, Backoff.of(DELAYS));
  }

  ItemBatches(DynamoDbClient dynamo, String table, Backoff backoff) {
    this.dynamo = dynamo;
    this.table = table;
    this.backoff = backoff;
  }

  /**
   * Writes and deletes items, each of another key.
   *
   * @throws StoreUnavailableException if some of them may not have been written
   */
  public void write(List<WriteRequest> writes) {
    for (int from = 0; from < writes.size(); from += MAX_WRITES) {
      List<WriteRequest> left = writes.subList(from, Math.min(writes.size(), from + MAX_WRITES));
      for (int tried = 0; !left.isEmpty(); tried++) {
        waitAfter(tried);
        left = written(left);
      }
    }
  }

  /**
   * Reads items, consistently.
   *
   * @param keys any number of them, each once
   * @return those that are there, in no order
   * @throws StoreUnavailableException if some of them could not be read
   */
  public List<Map<String, AttributeValue>> read(List<Map<String, AttributeValue>> keys) {
    return read(keys, KeysAndAttributes.builder().consistentRead(true).build());
  }

  /** As above, as a form says, which has everything but the keys. */
  List<Map<String, AttributeValue>> read(
      List<Map<String, AttributeValue>> keys, KeysAndAttributes form) {
    List<Map<String, AttributeValue>> found = new ArrayList<>();
    for (int from = 0; from < keys.size(); from += MAX_READS) {
      List<Map<String, AttributeValue>> left =
          keys.subList(from, Math.min(keys.size(), from + MAX_READS));
      for (int tried = 0; !left.isEmpty(); tried++) {
        waitAfter(tried);
        BatchGetItemResponse answer = read(form.toBuilder().keys(left).build());
        found.addAll(answer.responses().getOrDefault(table, List.of()));
        KeysAndAttributes unread = answer.unprocessedKeys().get(table);
        left = unread == null ? List.of() : unread.keys();
      }
    }
    return found;
  }

  private List<WriteRequest> written(List<WriteRequest> writes) {
    try {
      return dynamo
          .batchWriteItem(batch -> batch.requestItems(Map.of(table, writes)))
          .unprocessedItems()
          .getOrDefault(table, List.of());
    } catch (SdkException failure) {
      throw new StoreUnavailableException("a batch for " + table + " is unanswered", failure);
    }
  }

  private BatchGetItemResponse read(KeysAndAttributes wanted) {
    try {
      return dynamo.batchGetItem(batch -> batch.requestItems(Map.of(table, wanted)));
    } catch (SdkException failure) {
      throw new StoreUnavailableException("a batch from " + table + " is unanswered", failure);
    }
  }

  private void waitAfter(int tried) {
    if (tried == MAX_TRIES) {
      throw busy(MAX_TRIES + " requests left items undone");
    }
    if (tried > 0 && !backoff.waited(tried)) {
      throw busy("interrupted between two requests");
    }
  }

  private StoreUnavailableException busy(String how) {
    return new StoreUnavailableException(table + " is busy", new IllegalStateException(how));
  }
}
