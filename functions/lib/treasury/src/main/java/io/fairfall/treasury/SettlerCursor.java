package io.fairfall.treasury;

import static io.fairfall.journal.CoordinationItem.number;

import io.fairfall.journal.CoordinationItem;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How far the settler has come with accounts, and with the house's postings. Of accounts it says
 * what is still to be settled: nobody who failed is forgotten, and with a lost cursor every round
 * is looked at again, and nobody is paid twice. Of postings it is also the place that says which
 * rounds may not be posted: see {@link UnpostedRounds}.
 */
public final class SettlerCursor {
  /**
   * What fails waits beside the cursor, as far as it has room in one item; where more fails, the
   * cursor stays before them.
   */
  public static final int MAX_FAILED = 1_000;

  private static final String ADD = "ADD failed :these";

  private final CoordinationItem item;
  private final int maxFailed;

  private SettlerCursor(DynamoDbClient dynamo, String workTable, String key, int maxFailed) {
    this.item = new CoordinationItem(dynamo, workTable, key);
    this.maxFailed = maxFailed;
  }

  /** Rounds whose accounts are settled; what fails is players. */
  public static SettlerCursor ofAccounts(DynamoDbClient dynamo, String workTable) {
    return ofAccounts(dynamo, workTable, MAX_FAILED);
  }

  /**
   * As above.
   *
   * @param maxFailed players who wait beside the cursor; where more fail, it stays before them
   */
  public static SettlerCursor ofAccounts(DynamoDbClient dynamo, String workTable, int maxFailed) {
    return new SettlerCursor(dynamo, workTable, "cursor:settler", maxFailed);
  }

  /** Rounds that are posted to the house; what fails is rounds. */
  public static SettlerCursor ofPostings(DynamoDbClient dynamo, String workTable) {
    return ofPostings(dynamo, workTable, MAX_FAILED);
  }

  /**
   * As above.
   *
   * @param maxFailed rounds that wait beside the cursor; where more fail, it stays before them
   */
  public static SettlerCursor ofPostings(DynamoDbClient dynamo, String workTable, int maxFailed) {
    return new SettlerCursor(dynamo, workTable, "cursor:house", maxFailed);
  }

  /**
   * Where to go on.
   *
   * @param nextRoundId every round below is done, but for what failed
   * @param aheadRoundId every round below has been looked at once, also where the cursor stays
   *     before it; empty where nobody has looked further
   * @param failed what is to be tried again
   */
  public record Position(long nextRoundId, OptionalLong aheadRoundId, Set<String> failed) {
    /** The first round that nobody has looked at. */
    public long newRoundId() {
      return Math.max(nextRoundId, aheadRoundId.orElse(nextRoundId));
    }

    /** Whether rounds that were looked at are to be looked at again. */
    public boolean isBehind() {
      return nextRoundId < newRoundId();
    }
  }

  /** Where it is now, read consistently. */
  public Position read() {
    Map<String, AttributeValue> read = item.read();
    AttributeValue next = read.get("nextRound");
    AttributeValue ahead = read.get("aheadRound");
    AttributeValue failed = read.get("failed");
    return new Position(
        next == null ? 1 : Long.parseLong(next.n()),
        ahead == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(ahead.n())),
        failed == null ? Set.of() : Set.copyOf(failed.ss()));
  }

  /** Which rounds may not be posted, of the cursor of postings. */
  public UnpostedRounds unposted() {
    return UnpostedRounds.of(read());
  }

  /** How much waits beside it at the most. */
  public int maxFailed() {
    return maxFailed;
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

  /**
   * As above, but not while as much waits beside it as may: then whoever cannot put a round there
   * sets the cursor back, and nobody may pass that round meanwhile.
   *
   * @return whether it is there
   */
  public boolean advanceWhileThereIsRoom(long from, long to) {
    return item.change(
            "SET nextRound = :to",
            "(attribute_not_exists(nextRound) OR nextRound = :from)"
                + " AND (attribute_not_exists(failed) OR size(failed) < :most)",
            Map.of(":from", number(from), ":to", number(to), ":most", number(maxFailed)))
        .isPresent();
  }

  /** Every round below has been looked at once. It is never taken back. */
  public void reach(long to) {
    item.change(
        "SET aheadRound = :to",
        "attribute_not_exists(aheadRound) OR aheadRound < :to",
        Map.of(":to", number(to)));
  }

  /**
   * Keeps all of what is to be tried again, or nothing of it.
   *
   * @param waiting what was seen to wait already, which takes no room
   * @return whether there was room for it
   */
  public boolean keepFailed(Set<String> failed, Set<String> waiting) {
    long room = maxFailed - failed.stream().filter(one -> !waiting.contains(one)).count();
    return failed.isEmpty()
        || (room >= 0
            && item.change(
                    ADD,
                    "attribute_not_exists(failed) OR size(failed) <= :room",
                    Map.of(
                        ":these",
                        AttributeValue.fromSs(List.copyOf(failed)),
                        ":room",
                        number(room)))
                .isPresent());
  }

  /** Forgets what has been done meanwhile. */
  public void removeFailed(Set<String> done) {
    if (!done.isEmpty()) {
      item.change(
          "DELETE failed :these", null, Map.of(":these", AttributeValue.fromSs(List.copyOf(done))));
    }
  }

  /**
   * Sees to it that a round is looked at again: it waits beside the cursor, or, where no more can
   * wait, the cursor goes back to it.
   */
  public void keep(long roundId) {
    boolean waits =
        item.change(
                ADD,
                "attribute_not_exists(failed) OR size(failed) < :most OR contains(failed, :round)",
                Map.of(
                    ":these", AttributeValue.fromSs(List.of(Long.toString(roundId))),
                    ":round", AttributeValue.fromS(Long.toString(roundId)),
                    ":most", number(maxFailed)))
            .isPresent();
    if (!waits) {
      setBack(roundId);
    }
  }

  /** Goes back to a round; whether it was beyond it. */
  public boolean setBack(long roundId) {
    return item.change(
            "SET nextRound = :round", "nextRound > :round", Map.of(":round", number(roundId)))
        .isPresent();
  }
}
