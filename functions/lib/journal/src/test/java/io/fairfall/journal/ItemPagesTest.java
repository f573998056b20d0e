package io.fairfall.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.resilience.Backoff;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** On DynamoDB Local. Pages are made small by the query; what a busy table leaves out is played. */
@Tag("integration")
class ItemPagesTest {
  private static final String TABLE = "items";
  private static final int ITEMS = 60;
  private static final int PAGE_ITEMS = 7;
  private static final int PAGES = 9;

  private static EmbeddedDynamo dynamo;

  @BeforeAll
  static void start() {
    dynamo = EmbeddedDynamo.inMemory();
    dynamo.createKeyedTable(TABLE, "pk", "sk");
    List<WriteRequest> writes =
        IntStream.range(0, ITEMS)
            .mapToObj(
                number -> WriteRequest.builder().putRequest(put -> put.item(item(number))).build())
            .toList();
    new ItemBatches(dynamo.client(), TABLE).write(writes);
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  @Test
  void allPagesAreReadAndOnePageTooManyIsUnknown() {
    assertEquals(ITEMS, ItemPages.all(dynamo.client(), query(), PAGES).size());
    assertThrows(
        IllegalStateException.class, () -> ItemPages.all(dynamo.client(), query(), PAGES - 1));
  }

  @Test
  void whoHasFoundWhatTheyLookedForIsNotToldThatThereIsMore() {
    List<Integer> seen = new ArrayList<>();
    assertTrue(
        ItemPages.each(
            dynamo.client(),
            query(),
            2,
            page -> {
              seen.add(page.count());
              return seen.size() < 2;
            }));
    assertEquals(2, seen.size());
    assertFalse(ItemPages.each(dynamo.client(), query(), 2, page -> true));
  }

  @Test
  void aTableThatRefusesIsUnavailable() {
    QueryRequest elsewhere = query().toBuilder().tableName("no-such-table").build();
    assertThrows(
        StoreUnavailableException.class, () -> ItemPages.all(dynamo.client(), elsewhere, 3));
    ItemBatches gone = new ItemBatches(dynamo.client(), "no-such-table");
    assertThrows(StoreUnavailableException.class, () -> gone.read(List.of(key(1))));
    assertThrows(
        StoreUnavailableException.class,
        () -> gone.write(List.of(WriteRequest.builder().putRequest(p -> p.item(item(1))).build())));
  }

  @Test
  void whatABatchLeavesOutIsAskedForAgain() {
    List<Map<String, AttributeValue>> keys =
        IntStream.range(0, 2 * ITEMS).mapToObj(ItemPagesTest::key).toList();
    List<Long> waits = new ArrayList<>();
    List<Map<String, AttributeValue>> found = batches(new Left(40), waits).read(keys);
    assertEquals(ITEMS, found.stream().map(item -> item.get("sk")).distinct().count());
    assertEquals(ITEMS, found.size());
    assertEquals(2, waits.size(), "a hundred keys by forties, then twenty");
  }

  @Test
  void aTableThatLeavesEverythingIsUnavailableInTheEnd() {
    List<Long> waits = new ArrayList<>();
    ItemBatches batches = batches(new Left(0), waits);
    assertThrows(StoreUnavailableException.class, () -> batches.read(List.of(key(1))));
    assertEquals(7, waits.size());
    assertThrows(
        StoreUnavailableException.class,
        () ->
            batches.write(
                List.of(WriteRequest.builder().putRequest(p -> p.item(item(1))).build())));
    assertEquals(14, waits.size());
  }

  @Test
  void nothingIsAskedForNothing() {
    ItemBatches nowhere = new ItemBatches(dynamo.client(), "no-such-table");
    assertEquals(List.of(), nowhere.read(List.of()));
    nowhere.write(List.of());
  }

  /** A table that does only so many of the items in a batch, and of writes none; and says so. */
  private record Left(int most) implements DynamoDbClient {
    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
      KeysAndAttributes asked = Objects.requireNonNull(request.requestItems().get(TABLE));
      int done = Math.min(most, asked.keys().size());
      BatchGetItemResponse.Builder answer = BatchGetItemResponse.builder().responses(Map.of());
      if (done > 0) {
        Map<String, KeysAndAttributes> some = some(asked, 0, done);
        answer = dynamo.client().batchGetItem(get -> get.requestItems(some)).toBuilder();
      }
      return answer
          .unprocessedKeys(
              done == asked.keys().size() ? Map.of() : some(asked, done, asked.keys().size()))
          .build();
    }

    private static Map<String, KeysAndAttributes> some(KeysAndAttributes asked, int from, int to) {
      return Map.of(TABLE, asked.toBuilder().keys(asked.keys().subList(from, to)).build());
    }

    @Override
    public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
      return BatchWriteItemResponse.builder().unprocessedItems(request.requestItems()).build();
    }

    @Override
    public String serviceName() {
      return "left";
    }

    @Override
    public void close() {}
  }

  private static ItemBatches batches(DynamoDbClient client, List<Long> waits) {
    Backoff.Delays delays = new Backoff.Delays(1, 2);
    return new ItemBatches(client, TABLE, new Backoff(delays, () -> new Random(1), waits::add));
  }

  private static QueryRequest query() {
    return QueryRequest.builder()
        .tableName(TABLE)
        .keyConditionExpression("pk = :pk")
        .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS("all")))
        .consistentRead(true)
        .limit(PAGE_ITEMS)
        .build();
  }

  private static Map<String, AttributeValue> item(int number) {
    return Map.of(
        "pk", AttributeValue.fromS("all"),
        "sk", AttributeValue.fromS("%03d".formatted(number)),
        "text", AttributeValue.fromS("item " + number));
  }

  private static Map<String, AttributeValue> key(int number) {
    return Map.of(
        "pk", AttributeValue.fromS("all"), "sk", AttributeValue.fromS("%03d".formatted(number)));
  }
}
