package io.fairfall.deposits.cursor;

import io.fairfall.journal.CoordinationItem;
import java.util.Map;
import java.util.OptionalLong;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How far the daily rescan has come. It saves questions only: a lost place costs nothing else. */
public final class RescanCheckpoint {
  private static final String NEXT = "nextBlock";

  private final CoordinationItem item;

  public RescanCheckpoint(DynamoDbClient dynamo, String workTable) {
    this.item = new CoordinationItem(dynamo, workTable, "cursor:rescan");
  }

  /** The next block, if there ever was a rescan. */
  public OptionalLong next() {
    AttributeValue next = item.read().get(NEXT);
    return next == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(next.n()));
  }

  /** Goes on from a block the next time. */
  public void move(long next) {
    item.change("SET " + NEXT + " = :next", null, Map.of(":next", CoordinationItem.number(next)));
  }
}
