package io.fairfall.journal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * Journals in a DynamoDB table with the keys {@code journal} (S) and {@code version} (N).
 *
 * <p>An append is one {@code PutItem} on the condition that the slot is free. A failed condition
 * returns the slot's holder in the same answer ({@code ALL_OLD}), which costs no read. The SDK may
 * send a put twice after a lost reply; the second then finds the first in the slot, and the caller
 * recognises its own entry.
 *
 * <p>A transaction's request token is good for ten minutes only, so nothing relies on it: every put
 * of a transaction has its own condition.
 */
public final class DynamoJournals implements Journals {
  private static final String SLOT_IS_FREE = "attribute_not_exists(version)";
  private static final String SLOT_TAKEN = "ConditionalCheckFailed";
  private static final String CONFLICT = "TransactionConflict";

  private final DynamoDbClient dynamo;
  private final String table;
  private final ItemBatches batches;

  public DynamoJournals(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
    this.batches = new ItemBatches(dynamo, table);
  }

  @Override
  public Optional<Entry> head(String journal) {
    return latest(journal, Long.MAX_VALUE, 1).stream().findFirst();
  }

  @Override
  public List<Entry> range(String journal, long from, long to) {
    if (to < from) {
      return List.of();
    }
    return query(
        QueryRequest.builder()
            .keyConditionExpression("journal = :journal AND version BETWEEN :from AND :to")
            .expressionAttributeValues(
                Map.of(":journal", text(journal), ":from", number(from), ":to", number(to)))
            .scanIndexForward(true)
            .limit(MAX_ENTRIES_PER_READ));
  }

  @Override
  public List<Entry> latest(String journal, long before, int limit) {
    if (limit < 1 || limit > MAX_ENTRIES_PER_READ) {
      throw new IllegalArgumentException("limit is between 1 and " + MAX_ENTRIES_PER_READ);
    }
    return query(
        QueryRequest.builder()
            .keyConditionExpression("journal = :journal AND version < :before")
            .expressionAttributeValues(Map.of(":journal", text(journal), ":before", number(before)))
            .scanIndexForward(false)
            .limit(limit));
  }

  /** A journal that has any entry has the first one: a hundred of them are read in a request. */
  @Override
  public Set<String> existing(Collection<String> journals) {
    KeysAndAttributes form =
        KeysAndAttributes.builder().projectionExpression("journal").consistentRead(true).build();
    List<Map<String, AttributeValue>> first =
        journals.stream()
            .distinct()
            .map(journal -> Map.of("journal", text(journal), "version", number(1)))
            .toList();
    return batches.read(first, form).stream()
        .map(item -> Objects.requireNonNull(item.get("journal")).s())
        .collect(Collectors.toSet());
  }

  @Override
  public Append append(Entry entry) {
    try {
      dynamo.putItem(
          put ->
              put.tableName(table)
                  .item(JournalItem.of(entry))
                  .conditionExpression(SLOT_IS_FREE)
                  .returnValuesOnConditionCheckFailure(
                      ReturnValuesOnConditionCheckFailure.ALL_OLD));
      return new Append.Written(entry);
    } catch (ConditionalCheckFailedException taken) {
      return new Append.SlotTaken(JournalItem.entry(taken.item()));
    } catch (TransactionConflictException contended) {
      return new Append.Contended();
    } catch (SdkException failure) {
      throw new StoreUnavailableException(
          "append to " + entry.journal() + " is unanswered", failure);
    }
  }

  @Override
  public TransactionalAppend appendTogether(List<Entry> entries) {
    try {
      dynamo.transactWriteItems(
          write -> write.transactItems(entries.stream().map(this::put).toList()));
      return new TransactionalAppend.Written();
    } catch (TransactionCanceledException canceled) {
      return canceled(canceled);
    } catch (SdkException failure) {
      throw new StoreUnavailableException("a transaction on " + table + " is unanswered", failure);
    }
  }

  private TransactWriteItem put(Entry entry) {
    return slot(table, entry);
  }

  /** An append as a part of a transaction that writes more than journals. */
  public static TransactWriteItem slot(String table, Entry entry) {
    return TransactWriteItem.builder()
        .put(
            put ->
                put.tableName(table)
                    .item(JournalItem.of(entry))
                    .conditionExpression(SLOT_IS_FREE)
                    .returnValuesOnConditionCheckFailure(
                        ReturnValuesOnConditionCheckFailure.ALL_OLD))
        .build();
  }

  private static TransactionalAppend canceled(TransactionCanceledException canceled) {
    List<CancellationReason> reasons = canceled.cancellationReasons();
    List<Entry> winners =
        reasons.stream()
            .filter(reason -> SLOT_TAKEN.equals(reason.code()))
            .map(reason -> JournalItem.entry(reason.item()))
            .toList();
    if (!winners.isEmpty()) {
      return new TransactionalAppend.SlotsTaken(winners);
    }
    if (reasons.stream().anyMatch(reason -> CONFLICT.equals(reason.code()))) {
      return new TransactionalAppend.Contended();
    }
    throw new StoreUnavailableException("a transaction was canceled", canceled);
  }

  private List<Entry> query(QueryRequest.Builder query) {
    try {
      return dynamo.query(query.tableName(table).consistentRead(true).build()).items().stream()
          .map(JournalItem::entry)
          .toList();
    } catch (SdkException failure) {
      throw new StoreUnavailableException("a read of " + table + " is unanswered", failure);
    }
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
