package io.fairfall.audit.checkpoint;

import io.fairfall.journal.ItemBatches;
import io.fairfall.journal.StoreUnavailableException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * Checkpoints in a DynamoDB table of their own, with the key {@code pk} (S). Whoever may write to
 * the accounts may not write here, and the other way round.
 */
public final class CheckpointTable implements Checkpoints {
  private static final int PAGE = 1_000;
  private static final String MARK_OF = "mark:";

  private final DynamoDbClient dynamo;
  private final String table;
  private final ItemBatches batches;

  public CheckpointTable(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
    this.batches = new ItemBatches(dynamo, table);
  }

  @Override
  public Page read(@Nullable String after) {
    ScanResponse page = scan(after);
    return new Page(
        page.items().stream()
            .filter(item -> !text(item, "pk").startsWith(MARK_OF))
            .map(CheckpointTable::checkpoint)
            .toList(),
        last(page));
  }

  @Override
  public Map<String, String> marks() {
    Map<String, String> marks = new HashMap<>();
    String after = null;
    do {
      ScanResponse page = scan(after);
      page.items().stream()
          .filter(item -> text(item, "pk").startsWith(MARK_OF))
          .forEach(
              item -> marks.put(text(item, "pk").substring(MARK_OF.length()), text(item, "mark")));
      after = last(page);
    } while (after != null);
    return marks;
  }

  @Override
  public void mark(String journal, long version, String mark) {
    PutItemRequest put =
        PutItemRequest.builder()
            .tableName(table)
            .item(
                Map.of(
                    "pk", AttributeValue.fromS(MARK_OF + journal),
                    "version", AttributeValue.fromN(Long.toString(version)),
                    "mark", AttributeValue.fromS(mark)))
            .conditionExpression("attribute_not_exists(pk) OR version < :newer")
            .expressionAttributeValues(
                Map.of(":newer", AttributeValue.fromN(Long.toString(version))))
            .build();
    try {
      dynamo.putItem(put);
    } catch (ConditionalCheckFailedException moved) {
      // it reaches as far
    } catch (SdkException failure) {
      throw new StoreUnavailableException("a mark in " + table + " is unanswered", failure);
    }
  }

  private static @Nullable String last(ScanResponse page) {
    return page.hasLastEvaluatedKey() ? text(page.lastEvaluatedKey(), "pk") : null;
  }

  private ScanResponse scan(@Nullable String after) {
    ScanRequest.Builder scan = ScanRequest.builder().tableName(table).limit(PAGE);
    if (after != null) {
      scan.exclusiveStartKey(key(after));
    }
    try {
      return dynamo.scan(scan.build());
    } catch (SdkException failure) {
      throw new StoreUnavailableException("a scan of " + table + " is unanswered", failure);
    }
  }

  @Override
  public Map<String, Checkpoint> find(List<String> accounts) {
    return batches.read(accounts.stream().map(CheckpointTable::key).toList()).stream()
        .map(CheckpointTable::checkpoint)
        .collect(Collectors.toMap(Checkpoint::account, checkpoint -> checkpoint));
  }

  @Override
  public void move(Checkpoint newer, Optional<Checkpoint> older) {
    PutItemRequest.Builder put =
        PutItemRequest.builder()
            .tableName(table)
            .item(
                Map.of(
                    "pk", AttributeValue.fromS(newer.account()),
                    "version", AttributeValue.fromN(Long.toString(newer.version())),
                    "seal", AttributeValue.fromS(newer.seal()),
                    "signature", AttributeValue.fromS(newer.signature())));
    if (older.isEmpty()) {
      put.conditionExpression("attribute_not_exists(pk)");
    } else {
      put.conditionExpression("version = :older AND version < :newer")
          .expressionAttributeValues(
              Map.of(
                  ":older", AttributeValue.fromN(Long.toString(older.get().version())),
                  ":newer", AttributeValue.fromN(Long.toString(newer.version()))));
    }
    try {
      dynamo.putItem(put.build());
    } catch (ConditionalCheckFailedException moved) {
      // another audit was here meanwhile: its checkpoint is as good
    } catch (SdkException failure) {
      throw new StoreUnavailableException("a checkpoint in " + table + " is unanswered", failure);
    }
  }

  /** A checkpoint that lacks something reads as one that nobody signed. */
  private static Checkpoint checkpoint(Map<String, AttributeValue> item) {
    return new Checkpoint(
        text(item, "pk"),
        item.containsKey("version") ? Long.parseLong(number(item)) : 0,
        text(item, "seal"),
        text(item, "signature"));
  }

  private static String number(Map<String, AttributeValue> item) {
    AttributeValue version = Objects.requireNonNull(item.get("version"));
    return version.n() == null ? "0" : version.n();
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null || value.s() == null ? "" : value.s();
  }

  private static Map<String, AttributeValue> key(String account) {
    return Map.of("pk", AttributeValue.fromS(account));
  }
}
