package io.fairfall.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

@Tag("integration")
class EmbeddedDynamoTest {

  @Test
  void aTakenSlotAnswersWhatItHolds() {
    try (EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory()) {
      dynamo.createFollowedJournalTable("events");
      dynamo.client().putItem(slot("first"));
      ConditionalCheckFailedException taken =
          assertThrows(
              ConditionalCheckFailedException.class, () -> dynamo.client().putItem(slot("second")));
      assertEquals(AttributeValue.fromS("first"), taken.item().get("body"));
      assertTrue(
          dynamo
              .client()
              .describeTable(table -> table.tableName("events"))
              .table()
              .streamSpecification()
              .streamEnabled());
    }
  }

  @Test
  void aFolderKeepsItsItems(@TempDir Path folder) throws IOException {
    try (EmbeddedDynamo dynamo = EmbeddedDynamo.in(folder)) {
      dynamo.createFollowedJournalTable("events");
      dynamo.client().putItem(slot("kept"));
    }
    try (EmbeddedDynamo dynamo = EmbeddedDynamo.in(folder)) {
      Map<String, AttributeValue> kept =
          dynamo.client().getItem(get -> get.tableName("events").key(key())).item();
      assertEquals(AttributeValue.fromS("kept"), kept.get("body"));
    }
  }

  @Test
  void whoeverReadsStreamsIsToldOfWritesAndOfNothingElse() throws InterruptedException {
    try (EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory()) {
      Semaphore writes = new Semaphore(0);
      dynamo.createFollowedJournalTable("events");
      dynamo.onWrite(writes::release);
      dynamo.client().getItem(get -> get.tableName("events").key(key()));
      dynamo.client().putItem(slot("first"));
      assertTrue(writes.tryAcquire(5, TimeUnit.SECONDS));
      assertEquals(0, writes.availablePermits());
    }
  }

  @Test
  void severalRunSideBySide() {
    try (EmbeddedDynamo one = EmbeddedDynamo.inMemory();
        EmbeddedDynamo other = EmbeddedDynamo.inMemory()) {
      one.createKeyedTable("work");
      other.createKeyedTable("connections", "pk", "sk");
      assertEquals(List.of("work"), one.client().listTables().tableNames());
      assertEquals(List.of("connections"), other.client().listTables().tableNames());
    }
  }

  private static Map<String, AttributeValue> key() {
    return Map.of("journal", AttributeValue.fromS("game"), "version", AttributeValue.fromN("1"));
  }

  private static PutItemRequest slot(String body) {
    return PutItemRequest.builder()
        .tableName("events")
        .item(
            Map.of(
                "journal", AttributeValue.fromS("game"),
                "version", AttributeValue.fromN("1"),
                "body", AttributeValue.fromS(body)))
        .conditionExpression("attribute_not_exists(journal)")
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .build();
  }
}
