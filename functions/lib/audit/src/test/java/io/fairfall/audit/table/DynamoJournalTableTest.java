package io.fairfall.audit.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fairfall.audit.table.JournalTable.Segment;
import io.fairfall.journal.StoreUnavailableException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** Scans that are not answered at once. */
class DynamoJournalTableTest {
  private static final Segment WHOLE = new Segment(0, 1);

  private int scans;

  @Test
  void aPageIsAskedForFourTimes() {
    assertEquals(0, table(3).read(WHOLE, null).rows().size());
    assertEquals(4, scans);
  }

  /** An empty page would pass for the end of the table. */
  @Test
  void aPageThatIsNeverAnsweredIsAFailureAndNoEnd() {
    assertThrows(StoreUnavailableException.class, () -> table(4).read(WHOLE, null));
    assertEquals(4, scans);
  }

  private DynamoJournalTable table(int unanswered) {
    DynamoDbClient store =
        (DynamoDbClient)
            Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> {
                  if (++scans <= unanswered) {
                    throw SdkClientException.create("no answer in a test");
                  }
                  return ScanResponse.builder().build();
                });
    return new DynamoJournalTable(store, "accounts");
  }
}
