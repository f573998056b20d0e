package io.fairfall.journal;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fairfall.dynamodb.EmbeddedDynamo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On DynamoDB Local. */
@Tag("integration")
class DynamoJournalsTest extends JournalsContract {
  private static EmbeddedDynamo dynamo;

  @BeforeAll
  static void start() {
    dynamo = EmbeddedDynamo.inMemory();
    dynamo.createJournalTable("journals");
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  @Override
  Journals journals() {
    return new DynamoJournals(dynamo.client(), "journals");
  }

  @Test
  void aStoreThatRefusesIsUnavailable() {
    Journals gone = new DynamoJournals(dynamo.client(), "no-such-table");
    assertThrows(StoreUnavailableException.class, () -> gone.head("any"));
    assertThrows(
        StoreUnavailableException.class, () -> gone.append(new Entry("any", 1, "test", 0, "{}")));
  }
}
