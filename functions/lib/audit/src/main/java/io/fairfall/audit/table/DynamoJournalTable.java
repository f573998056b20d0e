package io.fairfall.audit.table;

import io.fairfall.journal.ItemBatches;
import io.fairfall.journal.JournalItem;
import io.fairfall.journal.StoreUnavailableException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * A journal table in DynamoDB, by parallel scan. A scan brings the items of one partition key
 * together and in the order of the sort key, and a partition key belongs to one segment.
 */
public final class DynamoJournalTable implements JournalTable {
  /** Entries of one page: about a megabyte, and some ten times that while it is being read. */
  private static final int PAGE_ENTRIES = 1_000;

  /** Beside the retries that the client makes by itself. */
  private static final int MAX_SCAN_TRIES = 4;

  private final DynamoDbClient dynamo;
  private final String table;
  private final ItemBatches batches;

  public DynamoJournalTable(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
    this.batches = new ItemBatches(dynamo, table);
  }

  @Override
  public Page read(Segment segment, @Nullable Place after) {
    ScanRequest.Builder scan =
        ScanRequest.builder()
            .tableName(table)
            .segment(segment.index())
            .totalSegments(segment.of())
            .limit(PAGE_ENTRIES);
    if (after != null) {
      scan.exclusiveStartKey(key(after));
    }
    ScanResponse page = scanned(scan.build());
    List<Row> rows = page.items().stream().map(DynamoJournalTable::row).toList();
    return new Page(rows, page.hasLastEvaluatedKey() ? place(page.lastEvaluatedKey()) : null);
  }

  /** A page that is not answered is asked for again: a pass of hours must not end by one. */
  private ScanResponse scanned(ScanRequest scan) {
    for (int attempt = 1; ; attempt++) {
      try {
        return dynamo.scan(scan);
      } catch (SdkException failure) {
        if (attempt == MAX_SCAN_TRIES) {
          throw new StoreUnavailableException("a scan of " + table + " is unanswered", failure);
        }
      }
    }
  }

  @Override
  public List<Row> rows(List<Place> places) {
    return batches.read(places.stream().map(DynamoJournalTable::key).toList()).stream()
        .map(DynamoJournalTable::row)
        .toList();
  }

  private static Row row(Map<String, AttributeValue> item) {
    try {
      return new Row.Stored(JournalItem.entry(item));
    } catch (RuntimeException malformed) {
      return new Row.Unreadable(place(item), "is no entry: " + malformed.getMessage());
    }
  }

  private static Place place(Map<String, AttributeValue> key) {
    AttributeValue journal = key.get("journal");
    AttributeValue version = key.get("version");
    if (journal == null || version == null) {
      throw new IllegalStateException("every item has its key");
    }
    return new Place(journal.s(), new BigDecimal(version.n()).longValue());
  }

  private static Map<String, AttributeValue> key(Place place) {
    return Map.of(
        "journal", AttributeValue.fromS(place.journal()),
        "version", AttributeValue.fromN(Long.toString(place.version())));
  }
}
