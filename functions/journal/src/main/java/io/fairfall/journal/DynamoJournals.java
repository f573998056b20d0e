package io.fairfall.journal;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /** What DynamoDB reads in one request. */
  private static final int MAX_KEYS = 100;

  private final DynamoDbClient dynamo;
  private final String table;

  public DynamoJournals(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
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
  public Set<String> begun(Collection<String> journals) {
    List<String> names = journals.stream().distinct().toList();
    Set<String> begun = new HashSet<>();
    for (int from = 0; from < names.size(); from += MAX_KEYS) {
      KeysAndAttributes first =
          KeysAndAttributes.builder()
              .keys(
                  names.subList(from, Math.min(names.size(), from + MAX_KEYS)).stream()
                      .map(journal -> Map.of("journal", text(journal), "version", number(1)))
                      .toList())
              .projectionExpression("journal")
              .consistentRead(true)
              .build();
      try {
        // which asks again for what the table leaves out
        dynamo
            .batchGetItemPaginator(read -> read.requestItems(Map.of(table, first)))
            .forEach(
                page ->
                    page.responses().getOrDefault(table, List.of()).stream()
                        .map(item -> attribute(item, "journal").s())
                        .forEach(begun::add));
      } catch (SdkException failure) {
        throw new StoreUnavailable("a read of " + table + " is unanswered", failure);
      }
    }
    return begun;
  }

  @Override
  public Append append(Entry entry) {
    try {
      dynamo.putItem(
          put ->
              put.tableName(table)
                  .item(item(entry))
                  .conditionExpression(SLOT_IS_FREE)
                  .returnValuesOnConditionCheckFailure(
                      ReturnValuesOnConditionCheckFailure.ALL_OLD));
      return new Append.Written(entry);
    } catch (ConditionalCheckFailedException taken) {
      return new Append.SlotTaken(entry(taken.item()));
    } catch (TransactionConflictException contended) {
      return new Append.Contended();
    } catch (SdkException failure) {
      throw new StoreUnavailable("append to " + entry.journal() + " is unanswered", failure);
    }
  }

  @Override
  public AppendTogether appendTogether(List<Entry> entries) {
    try {
      dynamo.transactWriteItems(
          write -> write.transactItems(entries.stream().map(this::put).toList()));
      return new AppendTogether.Written();
    } catch (TransactionCanceledException canceled) {
      return canceled(canceled);
    } catch (SdkException failure) {
      throw new StoreUnavailable("a transaction on " + table + " is unanswered", failure);
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
                    .item(item(entry))
                    .conditionExpression(SLOT_IS_FREE)
                    .returnValuesOnConditionCheckFailure(
                        ReturnValuesOnConditionCheckFailure.ALL_OLD))
        .build();
  }

  private static AppendTogether canceled(TransactionCanceledException canceled) {
    List<CancellationReason> reasons = canceled.cancellationReasons();
    List<Entry> winners =
        reasons.stream()
            .filter(reason -> SLOT_TAKEN.equals(reason.code()))
            .map(reason -> entry(reason.item()))
            .toList();
    if (!winners.isEmpty()) {
      return new AppendTogether.SlotsTaken(winners);
    }
    if (reasons.stream().anyMatch(reason -> CONFLICT.equals(reason.code()))) {
      return new AppendTogether.Contended();
    }
    throw new StoreUnavailable("a transaction was canceled", canceled);
  }

  /** The entry that a stored item or a stream record's new image holds. */
  public static Entry entry(Map<String, AttributeValue> item) {
    return new Entry(
        attribute(item, "journal").s(),
        Long.parseLong(attribute(item, "version").n()),
        attribute(item, "type").s(),
        Long.parseLong(attribute(item, "at").n()),
        attribute(item, "body").s(),
        item.containsKey("seal") ? attribute(item, "seal").s() : Seals.NONE);
  }

  private List<Entry> query(QueryRequest.Builder query) {
    try {
      return dynamo.query(query.tableName(table).consistentRead(true).build()).items().stream()
          .map(DynamoJournals::entry)
          .toList();
    } catch (SdkException failure) {
      throw new StoreUnavailable("a read of " + table + " is unanswered", failure);
    }
  }

  private static Map<String, AttributeValue> item(Entry entry) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("journal", text(entry.journal()));
    item.put("version", number(entry.version()));
    item.put("type", text(entry.type()));
    item.put("at", number(entry.atMs()));
    item.put("body", text(entry.body()));
    if (!entry.seal().equals(Seals.NONE)) {
      item.put("seal", text(entry.seal()));
    }
    return item;
  }

  private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    if (value == null) {
      throw new IllegalStateException("a journal item lacks the attribute " + name);
    }
    return value;
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
