package io.fairfall.conductor.settlement;

import static io.fairfall.journal.CoordinationItem.number;

import io.fairfall.journal.CoordinationItem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How far the settler has come with accounts, and with the house's postings. It saves reads only:
 * with a lost cursor every round is looked at again, and nobody is paid twice.
 */
public final class SettlerCursor {
  /** What fails waits beside the cursor; beyond so many, something else is broken. */
  static final int MAX_FAILED = 1_000;

  private final CoordinationItem item;

  private SettlerCursor(DynamoDbClient dynamo, String workTable, String key) {
    this.item = new CoordinationItem(dynamo, workTable, key);
  }

  /** Rounds whose accounts are settled; what fails is players. */
  public static SettlerCursor ofAccounts(DynamoDbClient dynamo, String workTable) {
    return new SettlerCursor(dynamo, workTable, "cursor:settler");
  }

  /** Rounds that are posted to the house; what fails is rounds. */
  public static SettlerCursor ofPostings(DynamoDbClient dynamo, String workTable) {
    return new SettlerCursor(dynamo, workTable, "cursor:house");
  }

  /**
   * Where to go on.
   *
   * @param nextRoundId every round below is done, but for what failed
   * @param failed what is to be tried again
   */
  public record Position(long nextRoundId, Set<String> failed) {}

  public Position read() {
    Map<String, AttributeValue> read = item.read();
    AttributeValue next = read.get("nextRound");
    AttributeValue failed = read.get("failed");
    return new Position(
        next == null ? 1 : Long.parseLong(next.n()),
        failed == null ? Set.of() : Set.copyOf(failed.ss()));
  }

  /**
   * Moves on. If another settler has moved it meanwhile, it stays where that one left it: what it
   * does is what we would do.
   */
  public void advance(long from, long to) {
    item.change(
        "SET nextRound = :to",
        "attribute_not_exists(nextRound) OR nextRound = :from",
        Map.of(":from", number(from), ":to", number(to)));
  }

  /** Keeps what is to be tried again. */
  public void addFailed(Set<String> failed) {
    change("ADD failed :these", failed);
  }

  /** Forgets what has been done meanwhile. */
  void removeFailed(Set<String> done) {
    change("DELETE failed :these", done);
  }

  private void change(String expression, Set<String> these) {
    if (!these.isEmpty()) {
      item.change(expression, null, Map.of(":these", AttributeValue.fromSs(List.copyOf(these))));
    }
  }
}
