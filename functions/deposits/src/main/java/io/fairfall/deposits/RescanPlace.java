package io.fairfall.deposits;

import io.fairfall.journal.WorkItem;
import java.util.Map;
import java.util.OptionalLong;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How far the daily rescan has come. It saves questions only: a lost place costs nothing else. */
final class RescanPlace {
  private static final String NEXT = "nextBlock";

  private final WorkItem item;

  RescanPlace(DynamoDbClient dynamo, String workTable) {
    this.item = new WorkItem(dynamo, workTable, "cursor:rescan");
  }

  /** The next block, if there ever was a rescan. */
  OptionalLong next() {
    AttributeValue next = item.read().get(NEXT);
    return next == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(next.n()));
  }

  /** Goes on from a block the next time. */
  void move(long next) {
    item.change("SET " + NEXT + " = :next", null, Map.of(":next", WorkItem.number(next)));
  }
}
